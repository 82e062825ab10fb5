import { findUser, isStrong } from './company.mjs';

const fault = (status, code, description) => ({ status, code, description });

/** Everything that the service refuses, as the vendor's page names it. */
export const FAULTS = {
  notAuthorized: fault(401, 'Not Authorized', 'The token is invalid, the header is missing, or the user is inactive'),
  notAdmin: fault(
    403,
    'Not A Business Admin',
    'The user attempting to execute this request is not a company administrator',
  ),
  notGlobalAdmin: fault(403, 'Not A Business Admin', 'only global administrator is able to create another admin'),
  email: fault(400, 'Email address was not set or was invalid', 'EmailAddress has to be an e-mail address'),
  names: fault(400, 'FirstName must be set or LastName must be set', 'Somebody needs a name'),
  password: fault(400, 'Password must be set', 'Password was not set'),
  emailInUse: fault(400, 'EmailAddress In Use', 'The provided email address is already in use by another user'),
  domain: fault(
    400,
    'Email Domain Restricted',
    'The domain of the email address provided is restricted from signing up',
  ),
  weak: fault(400, 'Password too weak', 'The password provided does not meet complexity requirements'),
  seats: fault(402, 'Company Seat Count Exceeded', 'No available seats are available in the specified company'),
  accountType: fault(400, 'Bad request', 'AccountType has to be a number'),
  roles: fault(400, 'Bad request', 'Roles has to be a list of known role numbers'),
};

const KNOWN_ROLES = [1, 2, 3, 4, 5, 6];

const ATOMS = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABELS =
  /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)+$/u;
const ASCII_ONLY = /^[!-~]+$/;
const LETTERS_LAST = /\.[A-Za-z]{2,}$/;

/** The parts of an e-mail address around its last @. */
function partsOf(email) {
  const at = email.lastIndexOf('@');
  return { local: email.slice(0, Math.max(at, 0)), domain: email.slice(at + 1), hasAt: at >= 0 };
}

function isEmail(email, variants) {
  if (typeof email !== 'string') return false;
  const { local, domain, hasAt } = partsOf(email);
  if (!hasAt || local === '' || domain === '') return false;
  if (variants.has('emails-lenient')) return !/\s/u.test(email);
  if (email.length > 254 || !ATOMS.test(local) || !LABELS.test(domain)) return false;
  return !variants.has('emails-strict') || (ASCII_ONLY.test(email) && local.length <= 64 && LETTERS_LAST.test(domain));
}

function isRestricted(company, email, variants) {
  const domain = partsOf(email).domain.toLowerCase();
  return company.restrictedDomains.some((restricted) => {
    const name = restricted.toLowerCase();
    return domain === name || (variants.has('restricted-subdomains') && domain.endsWith(`.${name}`));
  });
}

/** True when a value is there at all; a text of blanks is a matter of taste. */
function isSet(value, variants) {
  if (typeof value !== 'string' || value === '') return false;
  return variants.has('blanks-are-values') || value.trim() !== '';
}

function nameFaults(record, variants) {
  const count = [record.FirstName, record.LastName].filter((name) => isSet(name, variants)).length;
  const isWrongType = [record.FirstName, record.LastName].some((name) => name != null && typeof name !== 'string');
  return isWrongType || count < (variants.has('both-names') ? 2 : 1) ? [FAULTS.names] : [];
}

/** What is wrong with a record in itself. */
function fieldFaults(record, variants) {
  // Type 7 is used for people who have not given their details yet, so neither name nor password is asked for.
  const isOpen = record.AccountType === 7 && !variants.has('type-7-strict');
  const email = isEmail(record.EmailAddress, variants) ? [] : [FAULTS.email];
  const names = isOpen && record.FirstName == null && record.LastName == null ? [] : nameFaults(record, variants);
  const password = isSet(record.Password, variants) || (isOpen && record.Password == null) ? [] : [FAULTS.password];
  const type = record.AccountType == null || Number.isInteger(record.AccountType) ? [] : [FAULTS.accountType];
  const groups = [password, names, type, roleListFaults(record, variants), email];
  return (variants.has('order-email-first') ? groups.reverse() : groups).flat();
}

function roleListFaults({ Roles: roles }, variants) {
  if (roles == null) return [];
  if (!Array.isArray(roles) || !roles.every(Number.isInteger)) return [FAULTS.roles];
  const hasUnknown = roles.some((role) => !KNOWN_ROLES.includes(role));
  return hasUnknown && variants.has('unknown-role-400') ? [FAULTS.roles] : [];
}

/** What is wrong with a record because of the company: its policy, its restrictions, its users. */
function stateFaults(company, record, variants) {
  const faults = [];
  if (isEmail(record.EmailAddress, variants)) {
    if (findUser(company, record.EmailAddress)) faults.push(FAULTS.emailInUse);
    if (isRestricted(company, record.EmailAddress, variants)) faults.push(FAULTS.domain);
  }
  if (isSet(record.Password, variants) && !isStrong(company, record.Password)) faults.push(FAULTS.weak);
  return faults;
}

function makesAdmin(record, variants) {
  const adminRoles = variants.has('support-roles-are-admin') ? [1, 2, 5, 6] : [1, 2];
  return Array.isArray(record.Roles) && record.Roles.some((role) => adminRoles.includes(role));
}

/** The stages in the order in which this service looks at them. */
export function stageOrder(variants) {
  const own = variants.has('order-state-first') ? ['state', 'fields'] : ['fields', 'state'];
  if (variants.has('order-role-first')) return ['caller', 'role', ...own, 'seats'];
  if (variants.has('order-seats-first')) return ['seats', 'caller', 'role', ...own];
  if (variants.has('order-auth-last')) return [...own, 'seats', 'caller', 'role'];
  return [...own, 'caller', 'role', 'seats'];
}

/** The faults that a caller brings into a call, whatever the users in it. */
export function callerFaults(caller) {
  if (caller === undefined || !caller.isActive) return [FAULTS.notAuthorized];
  return caller.isAdmin ? [] : [FAULTS.notAdmin];
}

/** The faults of one record by stage, without those of the batch around it. */
export function recordFaults(company, caller, entry, variants) {
  const record = entry !== null && typeof entry === 'object' && !Array.isArray(entry) ? entry : {};
  const isRefused = makesAdmin(record, variants) && caller !== undefined && !caller.isGlobal;
  return {
    caller: callerFaults(caller),
    role: isRefused ? [FAULTS.notGlobalAdmin] : [],
    fields: fieldFaults(record, variants),
    state: stateFaults(company, record, variants),
  };
}

/** The roles of a record that this service knows. */
export function knownRoles(record) {
  return (record.Roles ?? []).filter((role) => KNOWN_ROLES.includes(role));
}
