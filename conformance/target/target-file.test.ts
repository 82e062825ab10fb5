import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aClause, aContract, aDocument } from '../../test/builders.ts';
import { fileHooks } from './file-hooks.ts';
import { parsePersonaArgument } from './persona-argument.ts';
import { secretsOf } from './secrets.ts';
import { checkTargetFile, loadTargetFile, readTargetFile, type TargetFile } from './target-file.ts';
import { TargetFileError } from './target-file-error.ts';
import { urlTransport } from './url-transport.ts';

const contract = aContract(
  aDocument(
    {
      'x-clauses': [aClause('strong-password', { at: '/password', policy: 'policy', weak: 'weak', strong: 'strong' })],
    },
    {
      'x-facts': {
        seats: { says: 'Users that fit.', schema: { type: 'integer', minimum: 0 } },
        weak: { says: 'Refused passwords.', schema: { type: 'array', items: { type: 'string' } } },
        strong: { says: 'Good passwords.', schema: { type: 'array', items: { type: 'string' } } },
      },
      'x-credentials': [
        { in: 'header', name: 'Authorization', secret: true, schema: { type: 'string' } },
        { in: 'body', name: 'company', secret: false, schema: { type: 'integer' } },
        { in: 'body', name: 'key', secret: true, schema: { type: 'string' }, operations: ['other'] },
      ],
      'x-personas': { admin: { says: 'Admin.', headers: {} }, member: { says: 'Member.', headers: {} } },
    },
  ),
);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'target-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(text: string, env: Record<string, string> = {}): Promise<TargetFile> {
  const file = join(folder, 'target.yaml');
  await writeFile(file, text);
  return loadTargetFile(file, contract, env);
}

/** The message of what is wrong, with the folder left out. */
async function fault(text: string, env?: Record<string, string>): Promise<string> {
  const error = await load(text, env).catch((reason: unknown) => reason);
  if (!(error instanceof TargetFileError)) throw error;
  expect(error.code).toBe('DC_TARGET_FILE');
  return error.message.replaceAll(folder, '');
}

const FULL = `
contract: tiny
baseUrl: \${env:BASE}/api/
personas:
  admin: { headers: { authorization: "Bearer \${env:TOKEN}" }, body: { company: "7", key: 12 } }
facts: { seats: 3, weak: [short], strong: ["Passw0rd!"] }
arrange: { url: "http://127.0.0.1:1/arrange?x=1" }
observe: contract
release: { command: [node, release.js, "\${env:TOKEN}"] }
budget: { requests: 10, creates: 0, perSecond: 2.5 }
emails: { domain: Mail.Example.ORG }
`;
const env = { BASE: 'http://127.0.0.1:8080', TOKEN: 'secret-token' };

test('a file says all about a target, with the environment put in', async () => {
  expect(await load(FULL, env)).toEqual({
    file: join(folder, 'target.yaml'),
    baseUrl: 'http://127.0.0.1:8080/api',
    personas: {
      admin: { headers: { authorization: 'Bearer secret-token' }, query: {}, body: { company: 7, key: '12' } },
    },
    facts: { seats: 3, weak: ['short'], strong: ['Passw0rd!'] },
    arrange: { url: 'http://127.0.0.1:1/arrange?x=1' },
    observe: 'contract',
    release: { command: ['node', 'release.js', 'secret-token'] },
    budget: { requests: 10, creates: 0, perSecond: 2.5 },
    emailDomain: 'mail.example.org',
    fromEnvironment: [
      { name: 'BASE', value: 'http://127.0.0.1:8080' },
      { name: 'TOKEN', value: 'secret-token' },
      { name: 'TOKEN', value: 'secret-token' },
    ],
  });
});

test('a file may say nearly nothing, in JSON too', async () => {
  expect(await load('{"baseUrl": "https://a.example"}')).toMatchObject({
    baseUrl: 'https://a.example',
    personas: {},
    facts: {},
    arrange: undefined,
    observe: undefined,
    budget: {},
    emailDomain: 'example.com',
    fromEnvironment: [],
  });
});

test('the contract that a file names can be read first', async () => {
  const file = join(folder, 'first.yaml');
  await writeFile(file, 'contract: tiny\nbaseUrl: http://a');
  const document = await readTargetFile(file);
  expect(document.contract).toBe('tiny');
  expect(checkTargetFile(document, contract, {}).baseUrl).toBe('http://a');
});

test('hooks of a file are called where it says', async () => {
  await writeFile(join(folder, 'arrange.cjs'), 'console.log(JSON.stringify({ tenant: process.cwd() }))');
  const file = await load(
    `arrange: { command: [${JSON.stringify(process.execPath)}, arrange.cjs] }\nobserve: contract`,
  );
  const transport = urlTransport({ timeoutMs: 1_000, now: () => 0 });
  const hooks = fileHooks(file, contract, transport, 'http://127.0.0.1:1');
  expect(Object.keys(hooks)).toEqual(['arrange']);
  expect((await hooks.arrange?.({}))?.tenant).toMatch(/target-/);
  await transport.close();
});

test.each<[string, string]>([
  ['', ':1:1: found no content; expected an object with members such as baseUrl and personas.'],
  ['[1]', ':1:1: found an array; expected an object'],
  ['a: [', 'target.yaml:1:'],
  ['a: 1\na: 2', 'target.yaml:2:1: found '],
  ['baseurl: http://a', 'target.yaml:1:1: found the member "baseurl"; expected one of $schema, contract, baseUrl,'],
  [
    '\nbaseUrl: a',
    'target.yaml:2:1: found no absolute http or https URL; expected one such as http://127.0.0.1:8080/api',
  ],
  ['baseUrl: http://u:secret@a', 'found a URL with credentials in it, which belong into personas'],
  ['baseUrl: http://a?secret', 'found a URL with a query'],
  ['contract: other', 'found "other"; expected tiny, the contract of this run'],
  ['personas:\n  root: {}', 'target.yaml:2:3: found the persona "root"; expected one of admin, member.'],
  ['personas: { anonymous: {} }', 'anonymous follows from the slots'],
  [
    'personas:\n  admin:\n    headers:\n      X-Key: secret',
    'target.yaml:4:7: found the header slot "X-Key"; expected one of Authorization.',
  ],
  [
    'personas: { admin: { query: { key: secret } } }',
    'found the query slot "key"; expected none, the contract has none.',
  ],
  ['personas: { admin: { body: { Company: 1 } } }', 'found the body slot "Company"; expected one of company, key.'],
  ['personas: { admin: { headers: { Authorization: [secret] } } }', 'found a list; expected a string.'],
  ['personas: { admin: secret }', 'found a string; expected an object.'],
  ['personas: { admin: { header: {} } }', 'found the member "header"; expected one of headers, query, body.'],
  ['facts: { seat: 1 }', 'found the fact "seat"; expected one of seats, weak, strong.'],
  ['facts:\n  seats: -1', 'target.yaml:2:3: found -1; expected a value that must be >= 0. seats: Users that fit.'],
  ['facts: { weak: secret }', 'found a string; expected an array. weak: Refused passwords.'],
  ['arrange: {}', 'expected an object with either url or command,'],
  ['arrange: { url: "http://a", command: [b] }', 'expected an object with either url or command,'],
  [
    'arrange: { url: "file:///x" }',
    'found no absolute http or https URL; expected one such as http://127.0.0.1:8080/hook, or a path such as /hook.',
  ],
  ['arrange: contract', 'target.yaml:1:1: found a string; expected an object'],
  [
    'observe: reads',
    'found a string; expected an object with either url or command, or for observe the word contract.',
  ],
  ['release: { command: [] }', 'found []; expected'],
  ['budget: { requests: -1 }', 'found -1; expected'],
  ['budget: { time: 3 }', 'found the member "time"; expected one of requests, creates, perSecond.'],
  [
    'emails: { domain: gmail.com }',
    'found a domain that can receive mail; expected example.com, example.net or example.org',
  ],
  [
    `baseUrl: "\${env:NOWHERE}"`,
    `target.yaml:1:1: found \${env:NOWHERE}, and the variable NOWHERE is not set; expected the variable NOWHERE with a value.`,
  ],
  [`baseUrl: "\${env:EMPTY}"`, 'the variable EMPTY is empty'],
  [`facts: { seats: "\${env:SECRET}" }`, `found "\${env:SECRET}"; expected`],
  [`budget: { requests: "\${env:SECRET}" }`, `found "\${env:SECRET}"; expected`],
])('%j cannot be used, and the reason shows no secret', async (text, reason) => {
  const message = await fault(text, { EMPTY: '', SECRET: 'secret-value' });
  expect(message).toMatch(/^The target file \/target\.yaml cannot be used:\n {2}\//);
  expect(message).toContain(reason);
  expect(message.replaceAll(`\${env:SECRET}`, '')).not.toMatch(/secret/);
});

test('everything that is wrong is told at once, and a file that is missing too', async () => {
  const message = await fault('facts: { seat: 1 }\nemails: { domain: a.b }\npersonas: { x: {}, y: {} }');
  expect(message.split('\n')).toHaveLength(5);
  const missing = loadTargetFile(join(folder, 'missing.yaml'), contract, {});
  await expect(missing).rejects.toThrow(/missing\.yaml:1:1: found no such file; expected a readable/);
});

describe('--persona', () => {
  const parse = (text: string, values: Record<string, string> = {}): unknown =>
    parsePersonaArgument(text, contract, values);

  test('takes the secret header of the call, or an object, from a variable', () => {
    const fromEnvironment = { name: 'V', value: 'Bearer t' };
    expect(parse('admin=env:V', { V: 'Bearer t' })).toEqual({
      name: 'admin',
      values: { headers: { Authorization: 'Bearer t' }, query: {}, body: {} },
      fromEnvironment,
    });
    const value = ' {"headers": {"Authorization": "x"}, "body": {"company": "5"}}';
    expect(parse('member=env:V', { V: value })).toMatchObject({
      name: 'member',
      values: { headers: { Authorization: 'x' }, query: {}, body: { company: 5 } },
    });
  });

  test.each<[string, RegExp]>([
    ['admin', /takes NAME=env:VAR/],
    ['admin=secret', /takes NAME=env:VAR/],
    ['=env:V', /takes NAME=env:VAR/],
    ['admin=env:', /takes NAME=env:VAR/],
    ['admin=env:NONE', /^--persona admin: found \$\{env:NONE\}, and the variable NONE is not set; expected/],
    ['root=env:V', /found the persona "root"; expected one of admin, member/],
    ['stranger=env:V', /stranger follows from the slots/],
    ['admin=env:BROKEN', /begins like JSON and is none/],
    ['admin=env:SLOT', /found the query slot "x"; expected none/],
    ['admin=env:SHAPE', /\/headers\/Authorization: found another kind of value; expected a string/],
  ])('%s is refused, and the reason shows no secret', (text, reason) => {
    const values = {
      V: 'secret',
      BROKEN: '{secret',
      SLOT: '{"query":{"x":"secret"}}',
      SHAPE: '{"headers":{"Authorization":["secret"]}}',
    };
    expect(() => parse(text, values)).toThrow(reason);
    expect(() => parse(text, values)).not.toThrow(/secret[^ -]/);
  });

  test('one value is not enough for several secret slots', () => {
    const both = { ...contract, credentials: contract.credentials.map((slot) => ({ ...slot, secret: true })) };
    expect(() => parsePersonaArgument('admin=env:V', both, { V: 's' })).toThrow(
      /the secret slots of tiny are: header Authorization, body company\. Expected a JSON object/,
    );
  });
});

test('secret are variables, what secret slots hold, and listed passwords', async () => {
  const { personas, facts, fromEnvironment } = await load(FULL, env);
  const more = {
    ...personas,
    member: { headers: { Authorization: 'Basic literal' }, query: {}, body: { company: 7, key: 'k' } },
  };
  expect(secretsOf({ contract, personas: more, facts, fromEnvironment })).toEqual([
    ...fromEnvironment,
    { value: '12', name: 'ADMIN_KEY' },
    { value: 'Basic literal', name: 'MEMBER_AUTHORIZATION' },
    { value: 'k', name: 'MEMBER_KEY' },
    'short',
    'Passw0rd!',
  ]);
});

test('what stands beside a variable in a secret slot is secret too, but for the scheme', () => {
  const personas = { admin: { headers: { Authorization: 'ApiKey user-name:token' }, query: {}, body: {} } };
  const fromEnvironment = [{ name: 'T', value: 'token' }];
  expect(secretsOf({ contract, personas, facts: {}, fromEnvironment })).toEqual([...fromEnvironment, 'user-name:']);
});
