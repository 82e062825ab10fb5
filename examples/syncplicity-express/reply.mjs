import { STATUS_CODES } from 'node:http';

/** A text for the description of a fault that says the same in other words. */
const reworded = 'The service was not able to do what was asked of it.';

function headersOf(res, body, type) {
  const headers = {};
  if (body !== '') headers['Content-Type'] = type;
  if (res.statusCode !== 204 && !res.locals.variants.has('chunked'))
    headers['Content-Length'] = Buffer.byteLength(body);
  if (res.locals.variants.has('connection-close')) headers.Connection = 'close';
  if (res.locals.variants.has('extra-fields')) headers['X-Served-By'] = 'front-3';
  return headers;
}

function send(res, body, type, extraHeaders = {}) {
  const headers = { ...headersOf(res, body, type), ...extraHeaders };
  for (const [name, value] of Object.entries(headers)) {
    res.setHeader(res.locals.variants.has('lower-case-headers') ? name.toLowerCase() : name, value);
  }
  if (res.locals.variants.has('chunked') && body !== '') res.write(body.slice(0, 1));
  res.end(res.locals.variants.has('chunked') ? body.slice(1) : body);
}

/** Answers a value as JSON, or nothing but the status when there is no value. */
export function sendJson(res, status, value) {
  res.statusCode = status;
  send(res, value === undefined ? '' : JSON.stringify(value), 'application/json; charset=utf-8');
}

function described({ code, description }, variants) {
  return { Code: code, Description: variants.has('other-texts') ? reworded : description };
}

function errorBody(fault, faults, variants) {
  if (variants.has('reason-only') || variants.has('status-only')) return '';
  if (variants.has('error-text')) return Object.values(described(fault, variants)).join(': ');
  const list = faults.map((entry) => ({ Index: entry.index, ...described(entry.fault, variants) }));
  return JSON.stringify(variants.has('fault-list') ? { Errors: list } : described(fault, variants));
}

/** Answers a fault: its code in the reason phrase and in the body, or the users that were created in spite of it. */
export function sendFault(res, fault, { faults = [{ index: 0, fault }], users, headers = {} } = {}) {
  const { variants } = res.locals;
  res.statusCode = fault.status;
  const isPlain = variants.has('body-only') || variants.has('status-only');
  res.statusMessage = isPlain ? STATUS_CODES[fault.status] : fault.code;
  const challenge = fault.status === 401 ? { 'WWW-Authenticate': variants.has('basic-auth') ? 'Basic' : 'Bearer' } : {};
  const type = variants.has('error-text') && users === undefined ? 'text/plain' : 'application/json';
  const body = users === undefined ? errorBody(fault, faults, variants) : JSON.stringify(users);
  send(res, body, `${type}; charset=utf-8`, { ...challenge, ...headers });
}
