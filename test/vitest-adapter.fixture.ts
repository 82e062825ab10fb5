import { conformance } from '../conformance/vitest.ts';
import { fastifyApp, honoApp } from './adapter-apps.ts';
import { tinyContract } from './false-green-stage.ts';

// Run by vitest-adapter.test.ts in a vitest of its own: some of these tests fail, and have to.

const personas = { caller: { headers: { 'X-Key': 'key-of-the-caller' } } };
const contract = tinyContract('document', [
  { id: 'mailed', params: { about: 'mail' }, says: 'A created user gets a mail.' },
  { id: 'mailed-soon', params: { about: 'mail' }, level: 'should', says: 'A created user gets a mail soon.' },
]);

conformance(honoApp({ mostName: 21, isOpen: true }), {
  name: 'hono',
  contract,
  personas,
  profile: 'strict',
  only: ['authenticated', 'unique', 'name-max-length', 'mailed', 'mailed-soon', 'created'],
});
conformance(fastifyApp({ isOpen: true }), {
  name: 'fastify',
  contract,
  personas,
  only: ['tiny/authenticated', 'tiny/unique'],
});
conformance({ fetch: () => new Response('no', { status: 404 }) }, { name: 'nothing', contract, only: ['unique'] });
