import { describe, expect, test } from 'vitest';
import { aContract, aDocument } from '../../test/builders.ts';
import { aCountingClause } from '../../test/oracle.ts';
import { aScene, aUser, GOOD, LONG, manyUsers, OTHER, type SceneFacts, wordOf } from '../../test/scenes.ts';
import { promiseJudges } from './index.ts';
import { callers, counted, dryRun } from './state.ts';

type Row = readonly [name: string, facts: SceneFacts, word: string];

const refused: SceneFacts = { sent: { email: LONG }, status: 400 };

describe('counted: as much is left as was there, less what was created', () => {
  const left = (believed: number | undefined, observed?: number): SceneFacts => ({
    fact: (name) => (name === 'places' ? believed : undefined),
    ...(observed === undefined ? {} : { observed: { [GOOD]: { places: observed } } }),
  });

  test.each<Row>([
    ['as many', left(7, 7), 'kept'],
    ['more', left(7, 8), 'broken'],
    ['fewer', left(7, 6), 'broken'],
    ['as many after a refusal', { ...refused, ...left(7, 7) }, 'kept'],
    ['fewer after a refusal', { ...refused, ...left(7, 6) }, 'broken'],
    ['nobody knows how many there should be', left(undefined, 6), 'none'],
    ['nobody sees how many there are', left(7), 'none'],
    ['nobody sees it, and little was left: the success shows it', left(3), 'kept'],
    ['nobody sees it, and more was left', left(4), 'none'],
    ['nobody sees it, and it was refused for something else', { ...refused, ...left(0) }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(counted(aScene(facts), { fact: 'places' }))).toBe(word);
  });

  test('a refusal for want of places shows the count, too', async () => {
    const contract = aContract(
      aDocument({
        'x-effect': { create: 'users', uses: { places: 1 } },
        'x-clauses': [aCountingClause('quota', { fact: 'places' })],
      }),
    );
    expect(await wordOf(counted(aScene({ contract, status: 400, ...left(0) }), { fact: 'places' }))).toBe('kept');
  });
});

describe('dry-run: everything is checked, and nothing changes', () => {
  const trial = { isDryRun: true };

  test.each<Row>([
    ['nobody is there', { ...trial, observed: { [GOOD]: { users: [], mails: [] } } }, 'kept'],
    ['somebody is there', { ...trial, observed: { [GOOD]: { users: [aUser(GOOD)] } } }, 'broken'],
    [
      'somebody was there before',
      { ...trial, observed: { [GOOD]: { users: [aUser(GOOD)] } }, expected: { [GOOD]: 1 } },
      'kept',
    ],
    ['a mail was sent', { ...trial, observed: { [GOOD]: { users: [], mails: [{ to: GOOD }] } } }, 'broken'],
    [
      'a mail was there before',
      { ...trial, observed: { [GOOD]: { mails: [{ to: GOOD }] } }, mailsBefore: { [GOOD]: 1 } },
      'kept',
    ],
    [
      'the second of a batch is there',
      {
        ...trial,
        contract: manyUsers,
        sent: [{ email: GOOD }, { email: OTHER }],
        observed: { [GOOD]: { users: [] }, [OTHER]: { users: [aUser(OTHER)] } },
      },
      'broken',
    ],
    ['nothing is observed', trial, 'none'],
    ['no dry run', { observed: { [GOOD]: { users: [aUser(GOOD)] } } }, 'none'],
    ['a refusal', { ...refused, ...trial, observed: { [LONG]: { users: [aUser(LONG)] } } }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(dryRun(aScene(facts), {}))).toBe(word);
  });
});

describe('callers: each of the personas can create', () => {
  const draft = { ...aScene().draft, persona: 'boss' };

  test.each<Row>([
    ['one of them did', { draft }, 'kept'],
    ['another one did', { draft: { ...draft, persona: 'clerk' } }, 'none'],
    ['was refused', { draft, kind: 'refusal' }, 'none'],
    ['might have been refused', { draft, doubtful: () => ['/email'] }, 'none'],
    ['created nobody', { draft, created: [] }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(callers(aScene(facts), { personas: ['boss', 'chief'] }))).toBe(word);
  });
});

test('a good success breaks no promise that is about nothing else', async () => {
  const scene = aScene({ answered: aUser(GOOD), observed: { [GOOD]: { users: [aUser(GOOD)] } } });
  for (const [about, judge] of Object.entries(promiseJudges))
    if (about !== 'listed') expect([about, await wordOf(judge(scene, {}))]).not.toEqual([about, 'broken']);
});
