import { randomBytes, randomUUID } from 'node:crypto';
import { readGuid } from './fields.mjs';

/** One customer of the service: its key, its users and the invitations that were sent. */
export class Company {
  users = new Map();
  mails = [];

  constructor({ companyId, integrationKey, folders = null, groups = null, clock }) {
    this.companyId = companyId;
    this.integrationKey = integrationKey;
    this.known = { Folders: setOf(folders), Groups: setOf(groups) };
    this.clock = clock;
  }

  /** Tells whether these are the company's own credentials. */
  admits(companyId, integrationKey) {
    return companyId === this.companyId && integrationKey === this.integrationKey;
  }

  /** Returns the ids of a list (`Folders` or `Groups`) that this company does not have. */
  unknownIn(name, guids) {
    return this.known[name] === null ? [] : guids.filter((guid) => !this.known[name].has(guid));
  }

  /** Makes a user of checked fields and returns it; `id` is kept when it is free and not all zeros. */
  create(fields, id) {
    const isFree = id !== undefined && /[^0]/.test(id) && !this.users.has(id);
    const user = {
      Id: isFree ? id : readGuid(randomUUID()),
      Email: fields.Email,
      ExternalId: fields.ExternalId,
      FirstName: fields.FirstName,
      Folders: fields.Folders ?? [],
      Groups: fields.Groups ?? [],
      LastName: fields.LastName,
      Status: 'Invited',
      WebsiteRole: fields.WebsiteRole ?? 'ReadOnly',
      CreatedDate: new Date(this.clock()).toISOString(),
    };
    this.users.set(user.Id, user);
    if (!isTrue(fields.DoNotEmail)) this.mails.push({ to: user.Email });
    return user;
  }

  /** Gives a user those of the checked fields that were sent; its Id and Status stay. */
  change(user, fields) {
    for (const name of ['Email', 'ExternalId', 'FirstName', 'LastName', 'WebsiteRole']) {
      if (fields[name] !== undefined) user[name] = fields[name];
    }
    for (const name of ['Folders', 'Groups']) {
      if (fields[name].length > 0) user[name] = fields[name];
    }
  }

  /** Returns the users that a test holds for. */
  select(test) {
    return [...this.users.values()].filter(test);
  }

  /** Returns the users with an address, whatever its case. */
  withEmail(email) {
    return this.select((user) => user.Email.toLowerCase() === email.toLowerCase());
  }
}

/** Returns an integration key that nobody else has. */
export function newKey() {
  return randomBytes(16).toString('hex');
}

function setOf(guids) {
  return guids === null ? null : new Set(guids.map((guid) => readGuid(guid)));
}

function isTrue(value) {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}
