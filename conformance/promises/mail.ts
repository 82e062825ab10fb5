import { broken, KEPT, type PromiseJudge, type Scene } from './scene.ts';

const NO_OUTBOX = 'mails cannot be observed: the hook observe would have to answer "mails"';

/** How many mails more each created user has got; undefined where mails cannot be observed. */
function newMails({
  created,
  observed,
  mailsBefore,
  expected,
  emailOf,
}: Scene): { email: string; count: number }[] | undefined {
  const counts = created.flatMap(({ item }) => {
    const email = emailOf(item);
    const mails = email === undefined ? undefined : observed?.get(email)?.mails;
    // Mails to two users whose addresses differ in letter case only cannot be told apart.
    if (email === undefined || mails === undefined || (expected.get(email) ?? 1) > 1) return [];
    return [{ email, count: mails.length - (mailsBefore?.get(email) ?? 0) }];
  });
  return counts.length === 0 ? undefined : counts;
}

/** What was accepted though it need not be may have been read otherwise than it was sent. */
function isClear({ kind, created, expectation }: Scene): boolean {
  return kind === 'success' && created.length > 0 && expectation.faults.length === 0;
}

/** `mail`: every created user gets one mail. */
export const mail: PromiseJudge = (scene) => {
  if (scene.isDryRun || !isClear(scene)) return undefined;
  const mails = newMails(scene);
  if (!mails) return { outcome: 'cantTell', reason: NO_OUTBOX };
  const wrong = mails.find(({ count }) => count !== 1);
  return wrong ? broken(`${wrong.email} got ${wrong.count} mails, not one`) : KEPT;
};

/** `no-mail`: created users get no mail. */
export const noMail: PromiseJudge = (scene) => {
  if (!isClear(scene)) return undefined;
  const mails = newMails(scene);
  if (!mails) return { outcome: 'cantTell', reason: NO_OUTBOX };
  const wrong = mails.find(({ count }) => count !== 0);
  return wrong ? broken(`${wrong.email} got ${wrong.count} mails, not none`) : KEPT;
};
