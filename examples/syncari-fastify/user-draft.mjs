import { Refusal } from './refusal.mjs';

const COERCED = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/** A user as it was sent, once its fields have the right shape. */
export class UserDraft {
  constructor({ email, firstName, lastName, isApiUser, userRoles }) {
    this.email = email;
    this.firstName = firstName;
    this.lastName = lastName;
    this.isApiUser = isApiUser;
    this.userRoles = userRoles;
  }

  /**
   * Reads the body of a create call.
   * @throws Refusal that names every field at fault
   */
  static read(body, subscription, on) {
    if (!isObject(body)) throw Refusal.invalid(on, [['body', 'must be a JSON object']]);
    const reader = new DraftReader(body, on);
    const draft = new UserDraft({
      email: reader.email(),
      firstName: reader.name('firstName'),
      lastName: reader.name('lastName'),
      isApiUser: reader.isApiUser(),
      userRoles: reader.userRoles(subscription),
    });
    if (reader.problems.length > 0) throw Refusal.invalid(on, reader.problems);
    return draft;
  }
}

class DraftReader {
  problems = [];
  #body;
  #on;

  constructor(body, on) {
    this.#body = body;
    this.#on = on;
  }

  email() {
    const text = this.#text('email');
    if (text === undefined) return undefined;
    const email = this.#on.has('trimmed-emails') ? text.trim() : text;
    if (!this.#on.has('any-email') && !/^[^@\s]+@[^@\s]+$/.test(email))
      return this.#refuse('email', 'is no e-mail address');
    return this.#on.has('lower-case-emails') ? email.toLowerCase() : email;
  }

  name(field) {
    return this.#text(field, this.#on.has('blank-names-accepted'));
  }

  isApiUser() {
    const value = this.#body['isApiUser'] ?? false;
    if (typeof value === 'boolean') return value;
    const coerced =
      this.#on.has('coerced-booleans') && !isObject(value) ? COERCED.get(String(value).toLowerCase()) : undefined;
    return coerced ?? this.#refuse('isApiUser', 'must be true or false');
  }

  userRoles(subscription) {
    const value = this.#own('userRoles');
    if (value === undefined || value === null) return this.#refuse('userRoles', 'is required');
    if (!isObject(value)) return this.#refuse('userRoles', 'must be an object');
    const entries = Object.entries(value);
    if (entries.length === 0 && !this.#on.has('empty-roles-accepted'))
      return this.#refuse('userRoles', 'must not be empty');
    for (const [instance, roles] of entries) this.#checkRoles(instance, roles, subscription);
    return this.problems.length === 0 ? new Map(entries.map(([key, roles]) => [key, [...new Set(roles)]])) : undefined;
  }

  #checkRoles(instance, roles, subscription) {
    if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string' && role.trim() !== '')) {
      this.#refuse('userRoles', 'must map instances to lists of role names');
    } else if (roles.length === 0 && this.#on.has('empty-role-list-refused')) {
      this.#refuse('userRoles', 'must not hold an empty list');
    } else if (!subscription.hasInstance(instance) && !this.#on.has('unknown-key-accepted')) {
      this.#refuse('userRoles', 'names an unknown instance');
    } else if (!roles.every((role) => subscription.hasRole(role)) && this.#on.has('unknown-role-refused')) {
      this.#refuse('userRoles', 'names an unknown role');
    }
  }

  #text(field, isBlankAllowed = false) {
    const value = this.#own(field);
    if (value === undefined || value === null || value === '') return this.#refuse(field, 'is required');
    if (typeof value !== 'string') return this.#refuse(field, 'must be a string');
    if (value.trim() === '' && !isBlankAllowed) return this.#refuse(field, 'must not be blank');
    return value;
  }

  #own(field) {
    return Object.hasOwn(this.#body, field) ? this.#body[field] : undefined;
  }

  #refuse(field, rule) {
    this.problems.push([field, rule]);
    return undefined;
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
