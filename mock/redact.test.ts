import { expect, test } from 'vitest';
import { aContract, aDocument } from '../test/builders.ts';
import { createMock, type Entry } from './index.ts';
import { createRedact } from './redact.ts';

const credentials = [
  { in: 'query', name: 'key', secret: true, schema: { type: 'string' } },
  { in: 'query', name: 'company', secret: false, schema: { type: 'string' } },
  { in: 'header', name: 'token', secret: true, schema: { type: 'string' } },
];
const securitySchemes = { sent: { type: 'apiKey', in: 'query', name: 'api[key]' } };
const tiny = aContract(aDocument({}, { 'x-credentials': credentials, components: { securitySchemes } }));

test.each([
  ['/users', '/users'],
  ['/users?', '/users?'],
  ['/users?company=1&key=s3&token=x', '/users?company=1&key=***&token=x'],
  ['/users?key=s3&key=s4%26a&KEY=s5', '/users?key=***&key=***&KEY=***'],
  ['/users?%6Bey=s3&key=a=b?key=c', '/users?%6Bey=***&key=***'],
  ['/users?api%5Bkey%5D=s3&api[key]=s4', '/users?api%5Bkey%5D=***&api[key]=***'],
  ['/users?key&key=&x=%zz', '/users?key&key=&x=%zz'],
])('%s becomes %s', (target, redacted) => {
  expect(createRedact([tiny])(target)).toBe(redacted);
});

test('the secrets of a query reach neither the journal nor the log nor an answer', async () => {
  const entries: Entry[] = [];
  const mock = await createMock({ contracts: [{ contract: tiny }], onAnswer: (entry) => entries.push(entry) });
  for (const path of ['/users', '/nowhere', '/_s/_/users']) {
    const answer = await mock.fetch(new Request(`http://mock.test${path}?company=1&key=s3cret`, { method: 'POST' }));
    expect(JSON.stringify([await answer.text(), ...answer.headers])).not.toContain('s3cret');
    const id = answer.headers.get('X-Mock-Request-Id');
    const explained = await mock.fetch(new Request(`http://mock.test/__admin/requests/${id}/explain`));
    expect(JSON.parse(await explained.text()).request.target).toBe(`${path}?company=1&key=***`);
  }
  expect(entries.map(({ target }) => target)).not.toContainEqual(expect.stringContaining('s3cret'));
});
