import { asArray } from '../../specs/json.ts';
import { broken, KEPT, type PromiseJudge } from './scene.ts';

/** `counted`: after every request as much is left of a fact as was there, less what was created. */
export const counted: PromiseJudge = ({ observed, fact: believed, kind, expectation }, { fact }) => {
  const name = String(fact);
  const expected = believed(name);
  const found = observed && [...observed.values()][0]?.[name];
  if (typeof expected !== 'number') return undefined;
  if (expected < 0) return broken(`${-expected} more were created than ${name} allows`);
  if (typeof found !== 'number') {
    // Where the count cannot be read, it shows at its end: what fits is created, what does not fit is refused.
    const isAtEnd =
      expected <= SMALL &&
      (kind === 'success' || expectation.faults.some(({ answered }) => answered.params['fact'] === fact));
    return isAtEnd ? KEPT : undefined;
  }
  return found === expected ? KEPT : broken(`${name} is ${found}, not ${expected}`, `${name} is ${found}`);
};

/** As long as so little is left, a wrong count shows soon. */
const SMALL = 3;

/** `dry-run`: everything is checked, and nothing changes. */
export const dryRun: PromiseJudge = (scene) => {
  if (!scene.isDryRun || scene.kind !== 'success') return undefined;
  const { observed, emailOf, inquiry } = scene;
  if (!observed) return undefined;
  for (const { item } of inquiry.elements) {
    const email = emailOf(item) ?? '';
    const found = observed.get(email);
    if ((found?.users?.length ?? 0) > (scene.expected.get(email) ?? 0))
      return broken(`a dry run created ${email}`, `${email} is there`);
    if ((found?.mails?.length ?? 0) > (scene.mailsBefore?.get(email) ?? 0))
      return broken(`a dry run sent a mail to ${email}`);
  }
  return KEPT;
};

/** `callers`: each of the personas can create. */
export const callers: PromiseJudge = ({ draft, kind, expectation, created }, { personas }) => {
  const isOne = asArray(personas).includes(draft.persona);
  const isGood = expectation.doubts.length === 0 && expectation.faults.every(({ isUnknown }) => isUnknown);
  return isOne && isGood && kind === 'success' && created.length > 0 ? KEPT : undefined;
};
