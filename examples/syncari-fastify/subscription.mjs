import { Refusal } from './refusal.mjs';
import { User } from './user.mjs';

const TOKEN_LIFETIME_SECONDS = 10_800;
const UPDATE_DELAY_MS = 394;
const DEFAULT_INSTANCES = ['YUBV99', 'RR0VPW'];
const DEFAULT_ROLES = ['Org Admin', 'Instance Admin', 'Dashboard Author', 'Sync Manager', 'Viewer'];

/** One customer of the service: its instances, roles, users, tokens and the mails that were sent. */
export class Subscription {
  users = new Map();
  mails = [];
  #tokens = new Map();
  #refreshTokens = new Map();
  #answers = new Map();

  constructor({ instanceIds = DEFAULT_INSTANCES, roles = DEFAULT_ROLES, on, formats, clock }) {
    this.instanceIds = instanceIds;
    this.roles = roles;
    this.on = on;
    this.formats = formats;
    this.clock = clock;
    this.callerId = formats.recordId();
  }

  /** Lets whoever shows this token in; it does not expire. */
  admit(token) {
    this.#tokens.set(token, { id: this.callerId, isAdministrator: true, expiresAt: Number.POSITIVE_INFINITY });
  }

  /** Returns the caller with this token, or undefined. */
  callerWith(token) {
    const caller = this.#tokens.get(token);
    return caller !== undefined && this.clock() < caller.expiresAt ? caller : undefined;
  }

  /** Tells whether an instance exists; where the instances are not known, every one does. */
  hasInstance(id) {
    return this.instanceIds === null || this.instanceIds.includes(id);
  }

  /** Tells whether a role exists; where the roles are not known, every one does. */
  hasRole(name) {
    return this.roles === null || this.roles.includes(name);
  }

  /** Returns the instance that is meant when a call names none. */
  get defaultInstance() {
    return this.instanceIds?.[0] ?? DEFAULT_INSTANCES[0];
  }

  /**
   * Makes a user.
   * @throws Refusal when the address is taken
   */
  create(draft, instance, callerId) {
    this.#refuseTaken(draft);
    const user = this.add(draft, instance, callerId);
    if (!draft.isApiUser) this.mails.push({ to: user.email });
    return user;
  }

  /** Adds a user without asking whether the address is free, and without a mail. */
  add(draft, instance, callerId = this.callerId) {
    const now = this.clock();
    const hasKeys = draft.isApiUser || this.on.has('person-keys-issued');
    const user = new User(draft, {
      id: this.formats.recordId(),
      createdBy: callerId,
      createdAt: now,
      updatedAt: now + (this.on.has('updated-later') ? UPDATE_DELAY_MS : 0),
      status: draft.isApiUser ? 'ACTIVE' : this.#personStatus(),
      instance,
      ...(hasKeys ? { clientId: `Sc_${this.formats.secret(18)}`, clientSecret: this.formats.secret(32) } : {}),
    });
    this.users.set(user.id, user);
    return user;
  }

  #personStatus() {
    if (this.on.has('person-active')) return 'ACTIVE';
    return this.on.has('person-invited') ? 'invited' : 'PENDING';
  }

  // The address of an API user must not belong to anybody else; whether people may share one, no page says.
  #refuseTaken({ email, isApiUser }) {
    if (this.on.has('api-duplicates-accepted')) return;
    const holders = this.withEmail(email);
    const isShared =
      !isApiUser && holders.every((user) => !user.isApiUser) && this.on.has('people-duplicates-accepted');
    if (holders.length === 0 || isShared) return;
    throw new Refusal(this.#duplicateStatus(), 'EMAIL_TAKEN', 'Another user has this e-mail address', ['email']);
  }

  #duplicateStatus() {
    if (this.on.has('duplicate-400')) return 400;
    return this.on.has('duplicate-422') ? 422 : 409;
  }

  /** Returns the users with an address, whatever its case. */
  withEmail(email) {
    return [...this.users.values()].filter((user) => user.hasEmail(email));
  }

  /** Returns the users of an instance, or all of them when none is named. */
  usersOf(instance) {
    return [...this.users.values()].filter((user) => instance === undefined || user.instances.has(instance));
  }

  /** Issues a token to an API user; undefined when the credentials are wrong. */
  issueToken({ clientId, clientSecret, refreshToken }) {
    const known = [...this.users.values()].find(
      (user) => user.isApiUser && user.clientId === clientId && user.clientSecret === clientSecret,
    );
    const user = refreshToken === undefined ? known : this.#refreshTokens.get(refreshToken);
    if (user === undefined) return undefined;
    const token = { access: this.formats.secret(24), refresh: this.formats.secret(24) };
    const expiresAt = this.clock() + TOKEN_LIFETIME_SECONDS * 1000;
    this.#tokens.set(token.access, { id: user.id, isAdministrator: user.isAdministrator, expiresAt });
    this.#refreshTokens.set(token.refresh, user);
    return { ...token, lifetimeSeconds: TOKEN_LIFETIME_SECONDS };
  }

  /** Returns what a clientRequestId was sent with and got before: `{ body, answer }`, or undefined. */
  answerTo(clientRequestId) {
    return this.#answers.get(clientRequestId);
  }

  /** Remembers the answer to a clientRequestId. */
  remember(clientRequestId, body, answer) {
    this.#answers.set(clientRequestId, { body, answer });
  }
}
