import { describe, expect, test } from 'vitest';
import { aScene, GOOD, LONG, manyUsers, OTHER, type SceneFacts, wordOf } from '../../test/scenes.ts';
import type { Observed } from '../target/target.ts';
import { mail, noMail } from './mail.ts';

/** An address with so many mails. */
function withMails(count: number): Observed {
  return { mails: Array.from({ length: count }, () => ({ to: GOOD })) };
}

const two: SceneFacts = { contract: manyUsers, sent: [{ email: GOOD }, { email: OTHER }] };

describe.each([
  ['mail: every created user gets one', mail, 'broken', 'kept'],
  ['no-mail: created users get none', noMail, 'kept', 'broken'],
] as const)('%s', (_, judge, none, one) => {
  test.each<readonly [name: string, facts: SceneFacts, word: string]>([
    ['none', { observed: { [GOOD]: withMails(0) } }, none],
    ['one', { observed: { [GOOD]: withMails(1) } }, one],
    ['two', { observed: { [GOOD]: withMails(2) } }, 'broken'],
    ['the same as before', { observed: { [GOOD]: withMails(2) }, mailsBefore: { [GOOD]: 2 } }, none],
    ['one more than before', { observed: { [GOOD]: withMails(3) }, mailsBefore: { [GOOD]: 2 } }, one],
    ['the second none', { ...two, observed: { [GOOD]: withMails(1), [OTHER]: withMails(0) } }, 'broken'],
    ['each one', { ...two, observed: { [GOOD]: withMails(1), [OTHER]: withMails(1) } }, one],
    ['no outbox', { observed: { [GOOD]: { users: [] } } }, 'cantTell'],
    ['nothing observed', {}, 'cantTell'],
    ['nobody created', { created: [], observed: { [GOOD]: withMails(2) } }, 'none'],
    ['a refusal', { sent: { email: LONG }, status: 400, observed: { [LONG]: withMails(2) } }, 'none'],
  ])('%s: %#', async (__, facts, word) => {
    expect(await wordOf(judge(aScene(facts), {}))).toBe(word);
  });
});

test('a dry run sends no mail, so that nothing is promised of it', async () => {
  expect(await wordOf(mail(aScene({ isDryRun: true, observed: { [GOOD]: withMails(0) } }), {}))).toBe('none');
});
