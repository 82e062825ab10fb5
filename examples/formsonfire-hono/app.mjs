import { Hono } from 'hono';
import { Refusal } from './body.mjs';
import { Company } from './company.mjs';
import { arrange, HookError, observe, release } from './hooks.mjs';
import { changeUser, createUser, deleteUser, refuse, respond, search, showOne } from './routes.mjs';

const DEFAULT_COMPANY_ID = 1001;
const FIRST_TENANT_COMPANY_ID = 2000;

/** Returns the application: companies at `/` (the default one) and `/t/<n>` (arranged ones), and the three hooks. */
export function createApp({ on, clock, integrationKey }) {
  const world = createWorld(clock, integrationKey);
  const app = new Hono();
  for (const base of ['', '/t/:tenant{[0-9]+}']) {
    const serve = (handle) => (c) => withCompany(c, world, on, handle);
    app.post(`${base}/api/v2/user`, serve(createUser));
    app.get(`${base}/api/v2/user`, serve(showOne));
    app.put(`${base}/api/v2/user`, serve(changeUser));
    app.delete(`${base}/api/v2/user`, serve(deleteUser));
    app.all(`${base}/api/v2/user`, serve(otherMethod('DELETE, GET, HEAD, POST, PUT')));
    app.get(`${base}/api/v2/user/search`, serve(search));
    app.all(`${base}/api/v2/user/search`, serve(otherMethod('GET, HEAD')));
  }
  app.post(
    '/__arrange',
    hook((message, c) => arrange(message, world, new URL(c.req.url).origin)),
  );
  app.post(
    '/__observe',
    hook((message) => observe(message, world, on)),
  );
  app.post(
    '/__release',
    hook((message) => release(message, world)),
  );
  app.notFound((c) => refuse(contextOf(c, undefined, on), new Refusal(404, 'NotFound', 'There is nothing here.')));
  app.onError((_error, c) =>
    refuse(contextOf(c, undefined, on), new Refusal(500, 'ServerError', 'This is our fault.')),
  );
  return app;
}

function createWorld(clock, integrationKey) {
  const companies = new Map();
  const root = new Company({ companyId: DEFAULT_COMPANY_ID, integrationKey, clock });
  let count = 0;
  return {
    addCompany(state) {
      count += 1;
      const company = new Company({ ...state, companyId: FIRST_TENANT_COMPANY_ID + count, clock });
      companies.set(String(count), company);
      return { tenant: count, company };
    },
    companyOf: (tenant) => (tenant === undefined || tenant === null ? root : companies.get(String(tenant))),
    removeCompany: (tenant) => companies.delete(String(tenant)),
  };
}

function withCompany(c, world, on, handle) {
  const company = world.companyOf(c.req.param('tenant'));
  if (company === undefined) return c.notFound();
  return respond(contextOf(c, company, on), handle);
}

function contextOf(c, company, on) {
  const query = new Map();
  // Names of query parameters are read whatever their case: the vendor itself writes Integrationkey and IntegrationKey.
  for (const [name, value] of new URL(c.req.url).searchParams) query.set(name.toLowerCase(), value);
  return { request: c.req.raw, query, company, on };
}

function otherMethod(allowed) {
  return (context) => {
    context.allowed = allowed;
    throw new Refusal(405, 'MethodNotAllowed', 'This method is not allowed here.');
  };
}

function hook(handle) {
  return async (c) => {
    try {
      const message = await c.req.json();
      if (typeof message !== 'object' || message === null || Array.isArray(message))
        throw new HookError('not an object');
      return c.json(handle(message, c));
    } catch (error) {
      if (!(error instanceof HookError || error instanceof SyntaxError)) throw error;
      return c.json({ error: error.message }, 400);
    }
  };
}
