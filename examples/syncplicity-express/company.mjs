import { randomBytes, randomUUID } from 'node:crypto';

/** What this service says of a company when nobody says otherwise. */
const DEFAULTS = {
  freeSeats: 100_000,
  restrictedDomains: ['blocked.example'],
  weakPasswords: ['short', 'alllowercase'],
  strongPasswords: ['Passw0rd!x'],
  passwordPolicy: { minLength: 8, classes: 3 },
};

const CALLERS = {
  'global-admin': { isActive: true, isAdmin: true, isGlobal: true },
  admin: { isActive: true, isAdmin: true, isGlobal: false },
  member: { isActive: true, isAdmin: false, isGlobal: false },
  inactive: { isActive: false, isAdmin: true, isGlobal: true },
};

const CLASSES = { upper: /\p{Lu}/u, lower: /\p{Ll}/u, number: /\p{Nd}/u, special: /[^\p{L}\p{Nd}]/u };

/** True when the company's policy takes the password. The lists have the last word over the rule. */
export function isStrong(company, password) {
  if (company.strongPasswords.includes(password)) return true;
  if (company.weakPasswords.includes(password)) return false;
  const { minLength, classes } = company.passwordPolicy;
  const has = (name) => CLASSES[name].test(password);
  const isVaried = Array.isArray(classes) ? classes.every(has) : Object.keys(CLASSES).filter(has).length >= classes;
  return [...password].length >= minLength && isVaried;
}

/** True for a password policy that this service can follow: a length, and a number or the names of classes. */
export function isPolicy(value) {
  if (value === null || typeof value !== 'object') return false;
  const { minLength, classes } = value;
  const isCount = Number.isInteger(classes) && classes >= 0 && classes <= 4;
  const isNames = Array.isArray(classes) && classes.every((name) => Object.hasOwn(CLASSES, name));
  return Number.isInteger(minLength) && minLength >= 0 && (isCount || isNames);
}

function keyMaker(variants) {
  if (variants.has('email-case-sensitive')) return (email) => email;
  if (variants.has('email-domain-folded')) {
    return (email) => email.replace(/@[^@]*$/, (domain) => domain.toLowerCase());
  }
  return (email) => email.toLowerCase();
}

function credentials(name, secret, isBasic) {
  return isBasic ? `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` : `Bearer ${secret}`;
}

/**
 * A company with seats, users, an outbox and the four callers. `secrets` holds the tokens of its callers by name; those
 * that are not given are made up.
 */
export function openCompany({ facts = {}, secrets = {}, appKey, variants, clock }) {
  const isBasic = variants.has('basic-auth');
  const callers = new Map();
  const personas = {};
  for (const [name, rights] of Object.entries(CALLERS)) {
    const authorization = credentials(name, secrets[name] ?? randomBytes(18).toString('base64url'), isBasic);
    callers.set(authorization, { name, ...rights });
    personas[name] = { headers: { Authorization: authorization, AppKey: appKey } };
  }
  return {
    ...DEFAULTS,
    ...facts,
    users: new Map(),
    mails: [],
    callers,
    personas,
    appKey,
    clock,
    keyOf: keyMaker(variants),
  };
}

/** The new user as it is kept, without the password, as nobody signs in here; nothing is stored yet. */
export function draftUser(company, record, variants) {
  const email = variants.has('emails-lowercased') ? record.EmailAddress.toLowerCase() : record.EmailAddress;
  return {
    Id: randomUUID(),
    EmailAddress: email,
    FirstName: record.FirstName ?? '',
    LastName: record.LastName ?? '',
    AccountType: record.AccountType ?? 7,
    Roles: record.Roles ?? [],
    Status: record.Status ?? 2,
    Disabled: record.Disabled ?? false,
    createdMs: company.clock(),
  };
}

/** Stores a user. The seat is taken by the caller, as users that are seeded take none. */
export function storeUser(company, user) {
  company.users.set(company.keyOf(user.EmailAddress), user);
}

/** The user with this e-mail address, if there is one. */
export function findUser(company, email) {
  return company.users.get(company.keyOf(email));
}

/** Takes the user away and gives the seat back. */
export function removeUser(company, user) {
  company.users.delete(company.keyOf(user.EmailAddress));
  company.freeSeats += 1;
}

/** The user in the vendor's field names, without the password. */
export function shownUser({ createdMs, ...user }, variants) {
  const created = variants.has('iso-dates') ? new Date(createdMs).toISOString() : `/Date(${createdMs})/`;
  const extra = variants.has('extra-fields') ? { Locale: 'en-GB', Storage: { UsedBytes: 0, Vaults: [] } } : {};
  return { ...user, CreatedDateUtc: created, ...extra };
}
