import type { Profile } from '../conformance/report/report.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';

/** What a hand-made deviation can break; every contract names the clause that promises it, if one does. */
export type Topic =
  | 'answers'
  | 'body'
  | 'callers'
  | 'created'
  | 'credentials'
  | 'dryRun'
  | 'duplicates'
  | 'email'
  | 'ids'
  | 'listed'
  | 'location'
  | 'names'
  | 'noMail'
  | 'mail'
  | 'refusal'
  | 'seats'
  | 'exactStatus'
  | 'format'
  | 'emptyModifier'
  | 'jsonRead'
  | 'peopleSecrets'
  | 'requestId'
  | 'refusalBody'
  | 'refusalText'
  | 'roles'
  | 'root'
  | 'secrets'
  | 'status'
  | 'timestamps'
  | 'xmlAssumed'
  | 'xmlRead';

/** What hand-made deviations need to know of a contract's create call and cannot read from the document. */
export interface Surface {
  /** Member of a user that holds the e-mail address. */
  readonly email: string;
  /** Members that hold first and last name. */
  readonly names: readonly [first: string, last: string];
  readonly password?: string;
  /** True when the body is a list of users. */
  readonly isBatch: boolean;
  /** JSON pointer of the first user in a good answer; undefined when answers show none. */
  readonly answered?: string;
  /** Member of a record, and of an answered user, that holds its id. */
  readonly id: string;
  /** An id in the form that the contract asks for. */
  readonly anId: string;
  /** Statuses that a good create call may have; `2XX` for any of success. */
  readonly goodStatus: number | '2XX';
  /** Names of the clauses that promise something, without the contract's id. */
  readonly clauses: Readonly<Partial<Record<Topic, string>>>;
  /** Members of the stored record: the clause that promises to keep them, and a value that nobody sends. */
  readonly kept: Readonly<Record<string, readonly [clause: string, constant: Json]>>;
  /** Clauses that promise of one member or parameter that it may be left out; of the others `created` does. */
  readonly optional?: Readonly<Record<string, string>>;
  /** Profile that says which members are needed, where the page does not. */
  readonly requiredAt?: Profile;
  /** A user that breaks nothing, but for its e-mail address. */
  readonly user: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

const PASSWORD = 'Passw0rd!x';

const SURFACES: Readonly<Record<string, Surface>> = {
  syncplicity: {
    email: 'EmailAddress',
    names: ['FirstName', 'LastName'],
    password: 'Password',
    isBatch: true,
    answered: '/0',
    id: 'Id',
    anId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    goodStatus: 200,
    clauses: {
      answers: 'answers',
      body: 'only-created-listed',
      callers: 'works-for-administrators',
      created: 'users-created',
      credentials: 'token-invalid',
      dryRun: 'dry-run',
      duplicates: 'email-in-use',
      email: 'fields-kept',
      emptyModifier: 'modifier-empty',
      ids: 'ids-new',
      listed: 'only-created-listed',
      names: 'fields-kept',
      noMail: 'no-email',
      mail: 'mail-sent',
      refusal: 'failure-not-ok',
      seats: 'seats-counted',
      status: 'status-ok',
    },
    kept: {
      FirstName: ['fields-kept', 'Constant'],
      LastName: ['fields-kept', 'Constant'],
      AccountType: ['fields-kept', 1],
      Roles: ['fields-kept', [6]],
    },
    user: { FirstName: 'Ada', LastName: 'Lovelace', Password: PASSWORD },
    headers: {},
  },
  formsonfire: {
    email: 'Email',
    names: ['FirstName', 'LastName'],
    password: 'Password',
    isBatch: false,
    answered: '/User',
    id: 'Id',
    anId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    goodStatus: '2XX',
    clauses: {
      answers: 'answers',
      body: 'parsable-answer',
      created: 'created',
      credentials: 'wrong-credentials',
      exactStatus: 'success-is-200',
      format: 'answer-format',
      ids: 'new-id',
      jsonRead: 'json-format',
      root: 'user-response',
      xmlAssumed: 'xml-without-content-type',
      xmlRead: 'xml-format',
      refusal: 'missing-field',
      status: 'created',
    },
    kept: {
      Email: ['created', 'constant@example.com'],
      FirstName: ['created', 'Constant'],
      LastName: ['created', 'Constant'],
      ExternalId: ['created', 'Constant'],
    },
    requiredAt: 'vendor',
    user: { FirstName: 'Ada', LastName: 'Lovelace' },
    headers: {},
  },
  syncari: {
    email: 'email',
    names: ['firstName', 'lastName'],
    isBatch: false,
    answered: '/result',
    id: 'id',
    anId: '62789a4d0f3b2c1e5a6d7f80',
    goodStatus: '2XX',
    clauses: {
      answers: 'answers',
      body: 'json-answer',
      created: 'creates-user',
      credentials: 'not-authorized',
      duplicates: 'email-in-use',
      email: 'email-kept',
      ids: 'ids-unique',
      names: 'names-kept',
      noMail: 'api-users-are-not-invited',
      mail: 'people-are-invited',
      peopleSecrets: 'no-client-secret-for-people',
      requestId: 'request-id-own',
      roles: 'user-roles-kept',
      secrets: 'client-secrets-differ',
      timestamps: 'timestamps-in-order',
      refusal: 'invalid-body',
      status: 'creates-user',
    },
    kept: {
      email: ['email-kept', 'constant@example.com'],
      firstName: ['names-kept', 'Constant'],
      lastName: ['names-kept', 'Constant'],
      userRoles: ['user-roles-kept', {}],
      apiUser: ['api-user-mirrors-is-api-user', false],
      status: ['api-user-is-active', 'PENDING'],
    },
    optional: { syncariId: 'syncari-id-optional' },
    user: { firstName: 'Ada', lastName: 'Lovelace', userRoles: { YUBV99: ['Viewer'] }, isApiUser: true },
    headers: { clientRequestId: 'request-1' },
  },
  legalesign: {
    email: 'email',
    names: ['first_name', 'last_name'],
    password: 'password',
    isBatch: false,
    id: 'id',
    anId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    goodStatus: 201,
    clauses: {
      answers: 'answers',
      created: 'created',
      credentials: 'not-authorized',
      ids: 'location',
      location: 'location',
      mail: 'verification-mail',
      refusal: 'invalid-fields',
      refusalBody: 'password-min-length',
      refusalText: 'short-password-text',
      status: 'created',
    },
    kept: {
      email: ['created', 'constant@example.com'],
      first_name: ['created', 'Constant'],
      last_name: ['created', 'Constant'],
      timezone: ['timezone-enum', 'Asia/Tokyo'],
      groups: ['groups-joined', []],
    },
    user: { first_name: 'Ada', last_name: 'Lovelace', password: PASSWORD, groups: '/api/v1/group/main/' },
    headers: {},
  },
};

/**
 * What hand-made deviations know of a contract.
 * @throws Error for a contract that nobody described here.
 */
export function surfaceOf({ id }: Pick<Contract, 'id'>): Surface {
  const surface = SURFACES[id];
  if (!surface) throw new Error(`The gauntlet does not know ${id}: describe its create call in surface.ts.`);
  return surface;
}

/** Text of a member, empty when it has none. */
export function textOf(item: JsonObject, member: string): string {
  const value: Json | undefined = item[member];
  return typeof value === 'string' ? value : '';
}
