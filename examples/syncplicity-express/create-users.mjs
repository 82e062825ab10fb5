import { draftUser, shownUser, storeUser } from './company.mjs';
import { callerFaults, FAULTS, knownRoles, recordFaults, stageOrder } from './faults.mjs';

/** The modifiers of a call: `{ isSimulation, isSilent }`, or undefined when this service refuses them. */
export function readModifiers(query, variants) {
  const listed = [query.modifier ?? []].flat().flatMap((text) => text.split(','));
  const named = listed.map((text) => (variants.has('modifier-any-case') ? text.trim().toLowerCase() : text.trim()));
  const given = named.filter((name) => name !== '');
  if (variants.has('modifier-strict')) {
    if (given.length > 1 || given.some((name) => name !== 'simulate' && name !== 'no_email')) return undefined;
  }
  const counting = variants.has('modifier-last-wins') ? given.slice(-1) : given;
  return { isSimulation: counting.includes('simulate'), isSilent: counting.includes('no_email') };
}

function firstFault(faults, order) {
  return order.flatMap((stage) => faults[stage] ?? [])[0];
}

/** Goes through the batch from the first user to the last, as if those accepted before were there already. */
function sift(company, caller, records, { isSimulation, variants }) {
  const order = stageOrder(variants);
  const countsSeats = !(isSimulation && variants.has('simulate-ignores-seats'));
  const taken = new Set();
  const drafts = [];
  const refused = [];
  for (const [index, record] of records.entries()) {
    const faults = recordFaults(company, caller, record, variants);
    const key = typeof record?.EmailAddress === 'string' ? company.keyOf(record.EmailAddress) : undefined;
    if (taken.has(key)) {
      if (variants.has('duplicates-first-wins')) continue;
      faults.state.push(FAULTS.emailInUse);
    }
    faults.seats = countsSeats && drafts.length >= company.freeSeats ? [FAULTS.seats] : [];
    const fault = firstFault(faults, order);
    if (fault === undefined) {
      taken.add(key);
      drafts.push(draftUser(company, { ...record, Roles: knownRoles(record) }, variants));
    } else {
      refused.push({ index, fault });
    }
  }
  return { drafts, refused };
}

function keep(company, drafts, { isSimulation, isSilent }) {
  if (isSimulation) return;
  for (const user of drafts) {
    storeUser(company, user);
    company.freeSeats -= 1;
    if (!isSilent) company.mails.push({ to: user.EmailAddress });
  }
}

function listed(drafts, { isSimulation, variants }) {
  if (isSimulation && !variants.has('simulate-lists')) return variants.has('simulate-null') ? null : [];
  const users = drafts.map((user) => shownUser(user, variants));
  const shown = variants.has('terse-users') ? users.map(({ Id, EmailAddress }) => ({ Id, EmailAddress })) : users;
  return variants.has('reversed-lists') ? shown.reverse() : shown;
}

/** How many of a batch with faulty users are created nevertheless. */
function survivors({ drafts, refused }, variants) {
  const isPartial = ['mixed-subset', 'mixed-error', 'mixed-error-list'].some((name) => variants.has(name));
  const isTooLarge = variants.has('seats-whole-batch') && refused.some(({ fault }) => fault === FAULTS.seats);
  return isPartial && !isTooLarge ? drafts : [];
}

/**
 * Creates the users of one call, and answers `{ users }` or `{ fault, faults?, users? }`. It decides and stores without a
 * pause in between, so that no other call can take the same seat or e-mail address meanwhile.
 */
export function createUsers(company, caller, records, { isSimulation, isSilent, variants }) {
  const options = { isSimulation, isSilent, variants };
  if (records.length === 0) {
    const [fault] = callerFaults(caller);
    return fault === undefined ? { users: [] } : { fault };
  }
  const batch = sift(company, caller, records, options);
  if (batch.refused.length === 0) {
    keep(company, batch.drafts, options);
    return { users: listed(batch.drafts, options) };
  }
  const kept = survivors(batch, variants);
  keep(company, kept, options);
  const users = listed(kept, options);
  if (variants.has('mixed-subset') && kept.length > 0) return { users };
  const { fault } = batch.refused.at(variants.has('last-fault') ? -1 : 0);
  const isListed = variants.has('mixed-error-list') && kept.length > 0;
  return { fault, faults: batch.refused, ...(isListed ? { users } : {}) };
}
