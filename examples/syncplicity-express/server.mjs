/** A provisioning service, as a vendor or one of its white labels could write it. Users are kept in memory. */
import { isUtf8 } from 'node:buffer';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import express from 'express';
import { findUser, openCompany, removeUser, shownUser } from './company.mjs';
import { createUsers, readModifiers } from './create-users.mjs';
import { callerFaults, FAULTS } from './faults.mjs';
import { hookRoutes } from './hooks.mjs';
import { sendFault, sendJson } from './reply.mjs';
import { chooseVariants, VARIANTS } from './variants.mjs';

export { VARIANTS };

const MAX_BATCH = 100;
const refusal = (status, description) => ({ status, code: http.STATUS_CODES[status], description });

/** Finds out who calls. A call that nobody stands behind ends here, unless the users are to be judged first. */
function identify(req, res, next) {
  const { company, variants } = res.locals;
  const [scheme, ...rest] = (req.headers.authorization ?? '').trim().split(/\s+/);
  const name = variants.has('basic-auth') ? 'Basic' : 'Bearer';
  const isScheme = scheme.toLowerCase() === name.toLowerCase();
  const caller = isScheme ? company.callers.get(`${name} ${rest.join(' ')}`) : undefined;
  res.locals.caller = caller;
  if (variants.has('order-auth-last')) return next();
  if (!caller?.isActive) return sendFault(res, FAULTS.notAuthorized);
  return checkAppKey(req, res, next);
}

function checkAppKey(req, res, next) {
  const { company, caller, variants } = res.locals;
  const key = req.headers.appkey;
  if (caller === undefined || key === company.appKey) return next();
  if (key !== undefined || variants.has('appkey-401')) return sendFault(res, FAULTS.notAuthorized);
  return sendFault(res, refusal(variants.has('appkey-403') ? 403 : 400, 'The header AppKey is missing'));
}

function isJson(req) {
  const type = (req.headers['content-type'] ?? 'application/json').split(';')[0].trim().toLowerCase();
  return type === 'application/json' || type.endsWith('+json');
}

const parseJson = express.json({
  limit: '1mb',
  type: isJson,
  verify: (_req, _res, bytes, encoding) => {
    if ((encoding ?? 'utf-8') === 'utf-8' && !isUtf8(bytes)) throw new Error('The body is not UTF-8');
  },
});

function readBody(req, res, next) {
  if (isJson(req)) return parseJson(req, res, next);
  return sendFault(res, refusal(415, 'This service reads JSON'));
}

/** Answers the records of a body, or the refusal of a body that holds none. */
function recordsOf(body, variants) {
  const isList = Array.isArray(body);
  if (!isList && (typeof body !== 'object' || body === null))
    return { refused: refusal(400, 'A list of users is needed') };
  if (!isList && variants.has('object-refused')) return { refused: refusal(400, 'Users have to be in a list') };
  const records = isList ? body : [body];
  if (records.length === 0 && !variants.has('empty-list-ok')) return { refused: refusal(400, 'The list is empty') };
  if (records.length > MAX_BATCH && !variants.has('large-batch-ok')) {
    return { refused: refusal(variants.has('large-batch-413') ? 413 : 400, `More than ${MAX_BATCH} users`) };
  }
  return { records };
}

function postUsers(req, res) {
  const { company, caller, variants } = res.locals;
  const modifiers = readModifiers(req.query, variants);
  if (modifiers === undefined) return sendFault(res, refusal(400, 'The modifier is unknown'));
  const { records, refused } = recordsOf(req.body, variants);
  if (refused !== undefined) return sendFault(res, refused);
  const { fault, faults, users } = createUsers(company, caller, records, { ...modifiers, variants });
  if (fault === undefined) return sendJson(res, 200, users);
  return sendFault(res, fault, { faults, users });
}

function withUser(act) {
  return (req, res) => {
    const { company, caller } = res.locals;
    const [fault] = callerFaults(caller);
    if (fault !== undefined) return sendFault(res, fault);
    const user = findUser(company, req.params.email);
    if (user === undefined) return sendFault(res, { status: 404, code: 'User Not Found', description: 'No such user' });
    return act(res, user);
  };
}

const getUser = withUser((res, user) => sendJson(res, 200, shownUser(user, res.locals.variants)));

const deleteUser = withUser((res, user) => {
  removeUser(res.locals.company, user);
  sendJson(res, res.locals.variants.has('delete-204') ? 204 : 200, undefined);
});

const allowOnly = (methods) => (_req, res) =>
  sendFault(res, refusal(405, `Allowed here: ${methods}`), { headers: { Allow: methods } });

function apiRoutes(variants) {
  const api = express.Router({ strict: variants.has('strict-slash') });
  // With the users judged first, the application key is looked at once the body could be read.
  const readers = variants.has('order-auth-last') ? [identify, readBody, checkAppKey] : [identify, readBody];
  api
    .route('/provisioning/users.svc/')
    .post(...readers, postUsers)
    .all(allowOnly('POST'));
  api
    .route('/provisioning/user.svc/:email')
    .get(identify, getUser)
    .delete(identify, deleteUser)
    .all(allowOnly('GET, DELETE'));
  return api;
}

const OWN_WORDS = {
  400: 'The request cannot be read',
  413: 'The request is too large',
  415: 'The encoding is unknown',
};

/** Errors of the framework become refusals, without a word of what was sent. */
function onError(error, req, res, next) {
  if (res.headersSent) return next(error);
  // What is left of a body that was refused half way is thrown away, so that the connection stays usable.
  req.resume();
  const thrown = error.status ?? error.statusCode ?? 500;
  const status = error.type === 'entity.verify.failed' ? 400 : thrown;
  return sendFault(res, refusal(status, OWN_WORDS[status] ?? 'Something went wrong'));
}

/**
 * The service as an HTTP server that does not listen yet. `variants` are names of VARIANTS, `clock` answers milliseconds
 * since 1970, `adminToken` and `appKey` are those of the company at the root.
 */
export function createServer({ variants: names = [], clock = Date.now, adminToken, appKey = 'demo-app' } = {}) {
  const variants = chooseVariants(names);
  const secrets = { 'global-admin': adminToken ?? 'demo-global-admin', admin: 'demo-admin', member: 'demo-member' };
  const root = openCompany({ secrets: { ...secrets, inactive: 'demo-inactive' }, appKey, variants, clock });
  const world = { root, companies: new Map(), lastTenant: 0, variants, clock };
  const api = apiRoutes(variants);
  const app = express();
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    res.locals.variants = variants;
    next();
  });
  app.use(hookRoutes(world));
  app.use('/t/:tenant', (req, res, next) => {
    res.locals.company = world.companies.get(req.params.tenant);
    if (res.locals.company !== undefined) return api(req, res, next);
    return sendFault(res, refusal(404, 'This tenant does not exist'));
  });
  app.use((_req, res, next) => {
    res.locals.company ??= root;
    next();
  }, api);
  app.use((_req, res) => sendFault(res, refusal(404, 'There is nothing at this address')));
  app.use(onError);
  return http.createServer({ keepAliveTimeout: 65_000 }, app);
}

function main() {
  const options = { port: { type: 'string', default: '8080' }, variant: { type: 'string', multiple: true } };
  const { values } = parseArgs({ options: { ...options, 'list-variants': { type: 'boolean' } } });
  if (values['list-variants']) return process.stdout.write(`${JSON.stringify(VARIANTS, null, 2)}\n`);
  const server = createServer({ variants: values.variant ?? [], adminToken: process.env.SYNCPLICITY_ADMIN_TOKEN });
  server.listen(Number(values.port), '127.0.0.1', () => {
    process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`);
  });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return undefined;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
