import { writeXml } from './write-xml.mjs';

const ZERO_GUID = '0'.repeat(32);
const OTHER_MESSAGES = { MissingParameter: 'Paramètre·manquant', InvalidParameter: 'Paramètre·invalide' };

/** Returns a GUID as this server shows it. */
function showGuid(id, on) {
  const hyphenated = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const shown = on.has('guid-n') ? id : hyphenated;
  return on.has('guid-upper') ? shown.toUpperCase() : shown;
}

/** Returns all that may be seen of a user: never its password. */
export function showUser(user, on) {
  const guids = (ids) => ids.map((id) => showGuid(id, on));
  const shown = { ...user, Id: showGuid(user.Id, on), Folders: guids(user.Folders), Groups: guids(user.Groups) };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
}

/** Returns the UserResponse of a new user: only its Id and Status are populated. */
export function createdResponse(user, on) {
  const shown = { Id: showGuid(user.Id, on), ...otherFields(on), Status: user.Status };
  return response(shown, successStatus(on), on);
}

/** Returns the UserResponse that shows a user in full. */
export function userResponse(user, on) {
  return response(showUser(user, on), successStatus(on), on);
}

/** Returns the answer to a search. */
export function usersResponse(users, on) {
  const status = successStatus(on);
  return {
    Users: users.map((user) => showUser(user, on)),
    ...(status === undefined ? {} : { ResponseStatus: status }),
  };
}

/** Returns the UserResponse of a refusal; `problems` may be empty. */
export function failureResponse(code, message, problems, on) {
  return response(failureUser(on), failureStatus(code, message, problems, on), on);
}

function response(user, status, on) {
  const first = user === undefined ? {} : { User: user };
  const second = status === undefined ? {} : { ResponseStatus: status };
  const extra = on.has('extra-response-fields') ? { ApiVersion: '2.4', Served: { By: 'node-7' } } : {};
  return on.has('user-first') ? { ...extra, ...first, ...second } : { ...second, ...first, ...extra };
}

function otherFields(on) {
  const names = ['Email', 'ExternalId', 'FirstName', 'LastName', 'WebsiteRole'];
  const all = (value) => Object.fromEntries(names.map((name) => [name, value]));
  if (on.has('extra-null-fields')) return { ...all(null), Folders: null, Groups: null };
  if (on.has('extra-empty-fields')) return { ...all(''), Folders: [], Groups: [] };
  if (on.has('extra-default-fields')) return { CompanyId: 0, DoNotEmail: false, ...all(null), Folders: [] };
  return {};
}

function successStatus(on) {
  if (on.has('response-status-absent')) return undefined;
  if (on.has('response-status-null')) return null;
  return on.has('response-status-blank') ? { ErrorCode: '', Message: '', Errors: [] } : {};
}

function failureStatus(code, message, problems, on) {
  const listed = on.has('errors-empty') ? [] : problems;
  const errors = listed.map((one) => ({
    ErrorCode: showCode(one.code, on),
    FieldName: one.field,
    Message: showMessage(one.message, on),
  }));
  return {
    ...(on.has('no-error-code') ? {} : { ErrorCode: showCode(code, on) }),
    Message: showMessage(message, on),
    ...(on.has('extra-response-fields') ? { StackTrace: null, Meta: { trace: 'a<b>&c' } } : {}),
    ...(on.has('errors-absent') ? {} : { Errors: errors }),
  };
}

function showCode(code, on) {
  return on.has('messages-other') ? (OTHER_MESSAGES[code] ?? `Échec:${code}`) : code;
}

function showMessage(message, on) {
  return on.has('messages-other') ? `Requête refusée — ]]> <détail> & "suite" (${message.length})` : message;
}

function failureUser(on) {
  if (on.has('failure-user-absent')) return undefined;
  if (on.has('failure-user-empty')) return {};
  return on.has('failure-user-zero') ? { Id: showGuid(ZERO_GUID, on), Status: null } : null;
}

/** Returns the HTTP answer that carries `value` in the format that the request asks for. */
export function answer(context, status, root, value) {
  const { on } = context;
  const isJson = formatOf(context) === 'json';
  const text = isJson ? JSON.stringify(value, null, on.has('json-pretty') ? 2 : 0) : writeXml(root, value, on);
  const headers = new Headers({ 'content-type': isJson ? 'application/json' : xmlType(on) });
  if (on.has('extra-headers')) addHeaders(headers);
  if (context.allowed !== undefined) headers.set('allow', context.allowed);
  if (status === 413) headers.set('connection', 'close');
  return new Response(on.has('chunked') ? inChunks(text) : text, { status, headers });
}

function formatOf({ request, query, bodyFormat, on }) {
  const asked = query.get('format')?.toLowerCase();
  if (asked === 'json' || asked === 'xml') return asked;
  if (on.has('answers-json')) return 'json';
  const accepted = on.has('answers-follow-accept') ? acceptedFormat(request) : undefined;
  if (accepted !== undefined) return accepted;
  const isFollowing = on.has('answers-follow-request') || on.has('answers-follow-accept');
  return isFollowing ? (bodyFormat ?? 'xml') : 'xml';
}

function acceptedFormat(request) {
  const accept = request.headers.get('accept')?.toLowerCase() ?? '';
  const found = /\b(?:application|text)\/(json|xml)\b/.exec(accept);
  return found?.[1];
}

function xmlType(on) {
  return on.has('text-xml-answers') ? 'text/xml; charset=utf-8' : 'application/xml';
}

function addHeaders(headers) {
  headers.set('cache-control', 'private, no-store');
  headers.set('x-powered-by', 'an example');
  headers.append('set-cookie', 'session=abc; HttpOnly');
  headers.append('set-cookie', 'shard=7; Path=/');
}

function inChunks(text) {
  const bytes = new TextEncoder().encode(text);
  const middle = Math.ceil(bytes.length / 2);
  return new ReadableStream({
    start(controller) {
      if (middle > 0) controller.enqueue(bytes.subarray(0, middle));
      if (middle < bytes.length) controller.enqueue(bytes.subarray(middle));
      controller.close();
    },
  });
}
