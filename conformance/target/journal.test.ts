import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { type Journal, type JournalFile, journalFile, openJournal } from './journal.ts';
import { pendingUsers } from './pending-users.ts';

const baseUrl = 'http://a';
const answer = (status: number): Exchange => ({
  kind: 'answer',
  status,
  reasonPhrase: '',
  headers: [],
  body: Buffer.of(),
  ms: 1,
});
const lost: Exchange = { kind: 'failure', failure: 'timeout', message: 'late', ms: 1 };

function inMemory(text = ''): JournalFile & { text: string } {
  const file = {
    text,
    read: () => file.text,
    append: (more: string) => {
      file.text += more;
    },
  };
  return file;
}

function open(file: JournalFile, run = 'r1'): Journal {
  return openJournal(file, { run, contract: 'tiny', now: () => 0 });
}

/** The users that are left, `?` after those who may not exist. */
const left = (file: JournalFile): string[] =>
  pendingUsers(file.read()).map(({ email, isCertain, id }) => `${email}${id ? `#${id}` : ''}${isCertain ? '' : '?'}`);

test('a user may exist from before the request is sent', () => {
  const file = inMemory();
  open(file).before({ baseUrl, emails: ['a@x', 'b@x'] });
  expect(file.text).toMatch(/^\{"type":"create",.*"at":"1970-01-01T00:00:00\.000Z".*"emails":\["a@x","b@x"\]\}\n$/);
  expect(pendingUsers(file.text)).toEqual([
    { run: 'r1', contract: 'tiny', baseUrl, email: 'a@x', id: undefined, isCertain: false },
    { run: 'r1', contract: 'tiny', baseUrl, email: 'b@x', id: undefined, isCertain: false },
  ]);
});

test.each<[string, Exchange, string[]]>([
  ['created', answer(201), ['a@x#7']],
  ['refused', answer(409), []],
  ['redirected', answer(302), ['a@x?']],
  ['failed', answer(500), ['a@x?']],
  ['lost', lost, ['a@x?']],
])('a request that is %s leaves %j', (_, exchange, users) => {
  const file = inMemory();
  const journal = open(file);
  journal.before({ baseUrl, emails: ['a@x'] });
  journal.after({ emails: ['a@x'], exchange, ids: ['7'] });
  expect(left(file)).toEqual(users);
});

test('ids are known of a request that created one user only', () => {
  const file = inMemory();
  const journal = open(file);
  journal.before({ baseUrl, emails: ['a@x', 'b@x'] });
  journal.after({ emails: ['a@x', 'b@x'], exchange: answer(200), ids: ['7'] });
  expect(left(file)).toEqual(['a@x', 'b@x']);
});

test('a refusal takes back its own request only', () => {
  const file = inMemory();
  const journal = open(file);
  for (const exchange of [lost, answer(409)]) {
    journal.before({ baseUrl, emails: ['a@x'] });
    journal.after({ emails: ['a@x'], exchange });
  }
  journal.before({ baseUrl, emails: ['b@x'] });
  journal.after({ emails: ['b@x'], exchange: answer(201) });
  journal.before({ baseUrl, emails: ['b@x'] });
  journal.after({ emails: ['b@x'], exchange: answer(400) });
  expect(left(file)).toEqual(['a@x?', 'b@x']);
});

test('of a burst with one address, one created is enough', () => {
  const file = inMemory();
  const journal = open(file);
  for (let nth = 0; nth < 3; nth += 1) journal.before({ baseUrl, emails: ['a@x'] });
  for (const status of [409, 201, 409]) journal.after({ emails: ['a@x'], exchange: answer(status) });
  expect(left(file)).toEqual(['a@x']);
});

test('users that were removed are forgotten, at their base URL, until they are created again', () => {
  const file = inMemory();
  const journal = open(file);
  for (const base of [baseUrl, 'http://b']) journal.before({ baseUrl: base, emails: ['a@x'] });
  journal.removed({ baseUrl, emails: ['a@x'] });
  expect(pendingUsers(file.text).map((user) => user.baseUrl)).toEqual(['http://b']);
  journal.before({ baseUrl, emails: ['a@x'] });
  expect(left(file)).toEqual(['a@x?', 'a@x?']);
});

test('a torn line is passed over, and the next run does not write on it', () => {
  const file = inMemory();
  open(file).before({ baseUrl, emails: ['a@x'] });
  file.text += '{"type":"create","emails":["lo';
  const next = open(file);
  next.before({ baseUrl, emails: ['b@x'] });
  next.after({ emails: ['b@x'], exchange: answer(201) });
  file.text += 'null\n[]\n{"type":"create"}\n{"type":"outcome","create":9}\n';
  expect(left(file)).toEqual(['a@x?', 'b@x']);
});

test('an outcome of something that was never begun is not written', () => {
  const file = inMemory();
  open(file).after({ emails: ['a@x'], exchange: answer(201) });
  expect(file.text).toBe('');
});

test('a file keeps it, and its folder is made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const path = join(folder, 'deep', 'journal.ndjson');
  expect(journalFile(path).read()).toBe('');
  open(journalFile(path)).before({ baseUrl, emails: ['a@x'] });
  open(journalFile(path), 'r2').before({ baseUrl, emails: ['b@x'] });
  expect(left(journalFile(path))).toEqual(['a@x?', 'b@x?']);
  await rm(folder, { recursive: true });
});
