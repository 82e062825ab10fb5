import { showUser } from './answers.mjs';
import { newKey } from './company.mjs';
import { readGuid } from './fields.mjs';

/** A call of a hook that cannot be answered; the message says why. */
export class HookError extends Error {}

/** Makes a fresh company in the given state. `origin` is where this server is reached. */
export function arrange(message, world, origin) {
  if (message.contract !== undefined && message.contract !== 'formsonfire') {
    throw new HookError(`this target serves formsonfire, not ${JSON.stringify(message.contract)}`);
  }
  const { users = [], folders = null, groups = null, ...others } = objectIn(message.given ?? {}, 'given');
  const unsupported = Object.keys(others);
  const { tenant, company } = world.addCompany({
    integrationKey: newKey(),
    folders: guidsIn(folders, 'folders'),
    groups: guidsIn(groups, 'groups'),
  });
  seed(company, listIn(users, 'users'));
  const credentials = { CompanyId: company.companyId, IntegrationKey: company.integrationKey };
  return {
    baseUrl: `${origin}/t/${tenant}`,
    tenant,
    personas: { caller: { body: credentials, query: { ...credentials, CompanyId: String(company.companyId) } } },
    facts: { folders, groups },
    unsupported,
  };
}

// The tests may name just the fields that matter to them.
function seed(company, users) {
  for (const given of users) {
    const fields = Object.fromEntries(
      Object.entries(objectIn(given, 'a user')).filter(([, value]) => value !== null && value !== undefined),
    );
    const user = company.create(
      {
        Email: `seed-${company.users.size}@example.com`,
        FirstName: 'Seed',
        LastName: 'Seed',
        ...fields,
        Folders: seedGuids(fields.Folders),
        Groups: seedGuids(fields.Groups),
        DoNotEmail: true,
      },
      readGuid(fields.Id),
    );
    if (typeof fields.Status === 'string') user.Status = fields.Status;
  }
}

function seedGuids(value) {
  const items = Array.isArray(value) ? value : [];
  return items.map((item) => readGuid(item?.Id ?? item)).filter((guid) => guid !== undefined);
}

/** Tells who is there and who was sent a mail. */
export function observe(message, world, on) {
  const company = world.companyOf(message.tenant);
  if (company === undefined) throw new HookError('there is no such tenant');
  const { email } = message;
  const users = typeof email === 'string' ? company.withEmail(email) : company.select(() => true);
  return { users: users.map((user) => showUser(user, on)), mails: [...company.mails] };
}

/** Forgets a tenant. */
export function release(message, world) {
  return { released: world.removeCompany(message.tenant) };
}

function guidsIn(value, name) {
  if (value === null) return null;
  const guids = listIn(value, name).map(readGuid);
  if (guids.includes(undefined)) throw new HookError(`${name} must be GUIDs`);
  return guids;
}

function listIn(value, name) {
  if (!Array.isArray(value)) throw new HookError(`${name} must be a list`);
  return value;
}

function objectIn(value, name) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HookError(`${name} must be an object`);
  }
  return value;
}
