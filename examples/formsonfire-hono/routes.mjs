import { answer, createdResponse, failureResponse, userResponse, usersResponse } from './answers.mjs';
import { Refusal, readBody } from './body.mjs';
import { checkUser, invalid, missing, readGuid, TO_CHANGE, TO_CREATE, userIn } from './fields.mjs';

const MAX_PAGE_SIZE = 250;

/**
 * Answers a call of one operation: `handle(context)` returns `{ status, root, value }` or throws a Refusal. The context
 * is `{ request, query, company, on }`; a Refusal becomes an answer in the documented shape.
 */
export async function respond(context, handle) {
  try {
    const { status, root, value } = await handle(context);
    return answer(context, status, root, value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(context, error);
  }
}

/** Returns the answer to a refused call. */
export function refuse(context, refusal) {
  const value = failureResponse(refusal.code, refusal.message, refusal.problems ?? [], context.on);
  return answer(context, refusal.status, 'UserResponse', value);
}

/** Creates the user of the body. */
export async function createUser(context) {
  const { on, company } = context;
  const fields = await fieldsOf(context, TO_CREATE);
  checkFolders(fields, context);
  checkTaken(fields, context);
  const user = company.create(fields, on.has('honour-id') ? fields.Id : undefined);
  return { status: on.has('status-201') ? 201 : 200, root: 'UserResponse', value: createdResponse(user, on) };
}

/** Changes the fields that the body names of the user with its Id. */
export async function changeUser(context) {
  const fields = await fieldsOf(context, TO_CHANGE);
  checkFolders(fields, context);
  const user = userOf(fields, context);
  context.company.change(user, fields);
  return { status: 200, root: 'UserResponse', value: createdResponse(user, context.on) };
}

/** Deletes the user with the Id of the body. */
export async function deleteUser(context) {
  const user = userOf(await fieldsOf(context, TO_CHANGE), context);
  context.company.users.delete(user.Id);
  return { status: 200, root: 'UserResponse', value: userResponse(user, context.on) };
}

/** Shows the one user with the Id, Email or ExternalId of the query. */
export function showOne(context) {
  const { query, company, on } = context;
  checkCredentials(credentialsOf(query), context);
  const test = testOf(query, ['Id', 'Email', 'ExternalId']);
  if (test === undefined) throw failure([missing('Id')], context);
  const [user] = company.select(test);
  if (user === undefined) throw new Refusal(on.has('errors-200') ? 200 : 404, 'NotFound', 'There is no such user.');
  return { status: 200, root: 'UserResponse', value: userResponse(user, on) };
}

/** Lists the users with the Name, Email or ExternalId of the query. */
export function search(context) {
  const { query, company, on } = context;
  checkCredentials(credentialsOf(query), context);
  const test = testOf(query, ['Name', 'Email', 'ExternalId']);
  if (test === undefined) throw failure([missing('Email')], context);
  const size = numberIn(query, 'PageSize', MAX_PAGE_SIZE, context);
  const start = numberIn(query, 'PageNo', 0, context) * size;
  const status = query.get('status');
  const found = company.select((user) => test(user) && (status === undefined || user.Status === status));
  const page = found.slice(start, start + Math.min(size, MAX_PAGE_SIZE));
  return { status: 200, root: 'UserSearchResponse', value: usersResponse(page, on) };
}

async function fieldsOf(context, required) {
  const { request, on } = context;
  const body = await readBody(request, on);
  context.bodyFormat = body.format;
  const { fields, problems } = checkUser(userIn(body, on), required, body.format, on);
  if (on.has('credentials-first')) checkCredentials(fields, context);
  if (problems.length > 0) throw failure(problems, context);
  checkCredentials(fields, context);
  return fields;
}

function userOf(fields, context) {
  const user = context.company.users.get(fields.Id);
  if (user === undefined) throw failure([invalid('Id', 'names no user')], context);
  return user;
}

function failure(problems, { on }) {
  const status = on.has('errors-200') ? 200 : on.has('errors-422') ? 422 : 400;
  return Object.assign(new Refusal(status, problems[0].code, problems.map((one) => one.message).join(' ')), {
    problems,
  });
}

function credentialsOf(query) {
  const companyId = query.get('companyid');
  return {
    CompanyId: companyId !== undefined && /^\d{1,15}$/.test(companyId) ? Number(companyId) : companyId,
    IntegrationKey: query.get('integrationkey'),
  };
}

function checkCredentials({ CompanyId, IntegrationKey }, context) {
  const absent = Object.entries({ CompanyId, IntegrationKey }).filter(
    ([, value]) => value === undefined || value === '',
  );
  if (absent.length > 0)
    throw failure(
      absent.map(([name]) => missing(name)),
      context,
    );
  if (!context.company.admits(CompanyId, IntegrationKey)) {
    throw new Refusal(wrongKeyStatus(context.on), 'InvalidIntegrationKey', 'The company or its key is unknown.');
  }
}

function wrongKeyStatus(on) {
  if (on.has('key-200') || on.has('errors-200')) return 200;
  if (on.has('key-401')) return 401;
  return on.has('key-400') ? 400 : 403;
}

function checkFolders(fields, context) {
  for (const name of ['Folders', 'Groups']) {
    const unknown = context.company.unknownIn(name, fields[name]);
    if (unknown.length > 0 && !context.on.has('unknown-folder-ignored')) {
      throw failure([invalid(name, 'names something that does not exist')], context);
    }
    fields[name] = fields[name].filter((guid) => !unknown.includes(guid));
  }
}

function checkTaken(fields, context) {
  const { on, company } = context;
  const isEmailUnique = on.has('duplicates-refused') || on.has('duplicates-409');
  const isExternalIdUnique = on.has('external-ids-unique') || on.has('duplicates-409');
  const { Email, ExternalId } = fields;
  const taken = [];
  if (isEmailUnique && company.withEmail(Email).length > 0) taken.push(invalid('Email', 'is taken'));
  if (
    isExternalIdUnique &&
    ExternalId !== undefined &&
    company.select((one) => one.ExternalId === ExternalId).length > 0
  ) {
    taken.push(invalid('ExternalId', 'is taken'));
  }
  if (taken.length === 0) return;
  throw Object.assign(failure(taken, context), on.has('duplicates-409') ? { status: 409 } : {});
}

function testOf(query, names) {
  const name = names.find((one) => (query.get(one.toLowerCase()) ?? '') !== '');
  if (name === undefined) return undefined;
  const value = query.get(name.toLowerCase());
  if (name === 'Id') return (user) => user.Id === readGuid(value);
  if (name === 'Email') return (user) => user.Email.toLowerCase() === value.toLowerCase();
  if (name === 'ExternalId') return (user) => user.ExternalId === value;
  return (user) => `${user.FirstName} ${user.LastName}`.toLowerCase().includes(value.toLowerCase());
}

function numberIn(query, name, standard, context) {
  const value = query.get(name.toLowerCase()) ?? '';
  if (value === '') return standard;
  if (!/^\d{1,9}$/.test(value)) throw failure([invalid(name, 'must be a whole number')], context);
  return Number(value);
}
