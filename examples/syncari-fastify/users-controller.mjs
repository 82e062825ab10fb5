import { Refusal } from './refusal.mjs';
import { UserView } from './user.mjs';
import { UserDraft } from './user-draft.mjs';

/** Answers the calls of the API. A handler returns `{ status, body }` or throws a Refusal. */
export class UsersController {
  #on;
  #envelope;
  #view;

  constructor(on, envelope, formats) {
    this.#on = on;
    this.#envelope = envelope;
    this.#view = new UserView(on, formats);
  }

  /** Makes a user of the body. Nothing here waits, so two calls never get in each other's way. */
  create(request, subscription) {
    const read = () => UserDraft.read(request.body, subscription, this.#on);
    const early = this.#on.has('validation-first') ? read() : undefined;
    const caller = this.#callerOf(request, subscription);
    const clientRequestId = this.#clientRequestIdOf(request);
    const instance = this.#instanceOf(request, subscription) ?? subscription.defaultInstance;
    if (!caller.isAdministrator) throw new Refusal(403, 'FORBIDDEN', 'Only an Org Admin may create users');
    const repeated = this.#repeated(clientRequestId, request, subscription);
    if (repeated !== undefined) return repeated;
    const user = subscription.create(early ?? read(), instance, caller.id);
    const status = this.#on.has('created-200') ? 200 : 201;
    const answer = { status, body: this.#envelope.success(this.#view.showOnce(user)) };
    if (clientRequestId !== '') subscription.remember(clientRequestId, request.bodyText, answer);
    return answer;
  }

  /** Lists the users of the instance that the call names, else all users of the subscription. */
  list(request, subscription) {
    this.#callerOf(request, subscription);
    this.#clientRequestIdOf(request);
    const users = subscription.usersOf(this.#instanceOf(request, subscription));
    return { status: 200, body: this.#envelope.success(users.map((user) => this.#view.show(user))) };
  }

  /** Exchanges client credentials, or a refresh token, for a token. */
  token(request, subscription) {
    const form = request.body instanceof URLSearchParams ? Object.fromEntries(request.body) : {};
    const sent = { ...request.query, ...form };
    const grants = {
      client_credentials: () => ({ clientId: sent['client_id'] ?? '', clientSecret: sent['client_secret'] ?? '' }),
      refresh_token: () => ({ refreshToken: sent['refresh_token'] ?? '' }),
    };
    const grant = Object.hasOwn(grants, sent['grant_type'] ?? '') ? grants[sent['grant_type']] : undefined;
    if (grant === undefined) throw new Refusal(400, 'UNSUPPORTED_GRANT_TYPE', 'This grant_type is not supported');
    const token = subscription.issueToken(grant());
    if (token === undefined) throw new Refusal(401, 'INVALID_CLIENT', 'The client is unknown');
    const body = { access_token: token.access, token_type: 'Bearer', expires_in: token.lifetimeSeconds };
    return { status: 200, body: { ...body, refresh_token: token.refresh } };
  }

  #callerOf(request, subscription) {
    const sent = request.headers['authorization'] ?? '';
    const bearer = /^Bearer +(\S+)$/i.exec(sent)?.[1];
    const caller = subscription.callerWith(bearer ?? (this.#on.has('bare-tokens') ? sent : ''));
    if (caller !== undefined) return caller;
    const status = this.#on.has('unauthorized-403') ? 403 : 401;
    throw new Refusal(status, 'UNAUTHORIZED', 'A valid token is needed');
  }

  // The page calls the header required, and its own sample sends it empty.
  #clientRequestIdOf(request) {
    const id = request.headers['clientrequestid'] ?? '';
    if (id === '' && this.#on.has('request-id-required')) {
      throw Refusal.invalid(this.#on, [['clientRequestId', 'is required']]);
    }
    return id;
  }

  #instanceOf(request, subscription) {
    const id = request.headers['syncariid'] ?? '';
    if (id === '') return undefined;
    if (subscription.hasInstance(id)) return id;
    if (this.#on.has('unknown-instance-ignored')) return subscription.defaultInstance;
    const status = this.#on.has('unknown-instance-404') ? 404 : 403;
    throw new Refusal(status, 'UNKNOWN_INSTANCE', 'There is no such instance', ['syncariId']);
  }

  #repeated(clientRequestId, request, subscription) {
    const before = clientRequestId === '' ? undefined : subscription.answerTo(clientRequestId);
    if (before === undefined) return undefined;
    if (this.#on.has('reuse-refused'))
      throw new Refusal(409, 'REQUEST_REPEATED', 'This clientRequestId was used before');
    const isSame = before.body === request.bodyText;
    return this.#on.has('replay') || (isSame && this.#on.has('replay-same-body')) ? before.answer : undefined;
  }
}
