/** One user of a subscription. */
export class User {
  constructor(draft, { id, createdBy, createdAt, updatedAt, status, instance, clientId = null, clientSecret = null }) {
    this.id = id;
    this.createdBy = createdBy;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
    this.status = status;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.email = draft.email;
    this.firstName = draft.firstName;
    this.lastName = draft.lastName;
    this.isApiUser = draft.isApiUser;
    this.userRoles = draft.userRoles;
    /** The instances in which the user is listed: where it was made and where it has roles. */
    this.instances = new Set([instance, ...draft.userRoles.keys()]);
  }

  /** Tells whether the user has this address, whatever its case. */
  hasEmail(email) {
    return this.email.toLowerCase() === email.toLowerCase();
  }

  /** Tells whether the user may make other users. */
  get isAdministrator() {
    return [...this.userRoles.values()].some((roles) => roles.includes('Org Admin'));
  }
}

/** Shows users the way the vendor's sample does. */
export class UserView {
  #on;
  #formats;

  constructor(on, formats) {
    this.#on = on;
    this.#formats = formats;
  }

  /** Returns a user without its secret. */
  show(user) {
    const { clientSecret, ...shown } = this.showOnce(user);
    return shown;
  }

  /** Returns a user with its secret, which is shown to its creator and never again. */
  showOnce(user) {
    return {
      id: user.id,
      createdBy: user.createdBy,
      createdAt: this.#formats.recordTime(user.createdAt),
      updatedBy: user.createdBy,
      updatedAt: this.#formats.recordTime(user.updatedAt),
      email: user.email,
      status: user.status,
      firstName: user.firstName,
      lastName: user.lastName,
      ...this.#keys(user),
      userRoles: Object.fromEntries(this.#roles(user.userRoles)),
      apiUser: user.isApiUser,
      ...(this.#on.has('echo-is-api-user') ? { isApiUser: user.isApiUser } : {}),
      ...(this.#on.has('extra-fields') ? { timezone: null, preferences: { theme: 'dark', tags: [] } } : {}),
    };
  }

  #keys({ clientId, clientSecret }) {
    return clientId === null && this.#on.has('person-keys-absent') ? {} : { clientId, clientSecret };
  }

  #roles(userRoles) {
    const entries = [...userRoles].map(([instance, roles]) => [instance, [...roles]]);
    if (this.#on.has('roles-as-sent')) return entries;
    const sorted = entries.map(([instance, roles]) => [instance, roles.sort()]).sort(([a], [b]) => (a < b ? -1 : 1));
    if (!this.#on.has('roles-reversed')) return sorted;
    return sorted.reverse().map(([instance, roles]) => [instance, roles.reverse()]);
  }
}
