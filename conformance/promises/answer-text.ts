import { asArray, atPointer } from '../../specs/json.ts';
import { scopeOf } from './claims.ts';
import { broken, KEPT, keptUnless, type PromiseJudge } from './scene.ts';

/** Shorter texts stand in an answer by chance. In UTF-16 code units. */
const LEAST_SECRET = 8;

/** Words stand in messages, too. */
function isTelling(value: string): boolean {
  return value.length >= LEAST_SECRET && !/^[A-Za-z]*$/.test(value);
}

/** `secrets`: no answer shows the values that were sent at these places of an element. */
export const secrets: PromiseJudge = ({ inquiry, answer }, { at }) => {
  const sent = inquiry.elements.flatMap(({ item }) => asArray(at).map((place) => atPointer(item, String(place))));
  const values = sent.filter((value): value is string => typeof value === 'string' && isTelling(value));
  if (values.length === 0) return undefined;
  const shown = values.filter((value) =>
    [value, JSON.stringify(value).slice(1, -1)].some((text) => answer.text.includes(text)),
  );
  return keptUnless(shown.map(() => `the answer shows a secret that was sent at ${asArray(at).join(' or ')}`));
};

/** `reason`: a refusal tells the documented reason, as reason phrase or in its body. */
export const reason: PromiseJudge = ({ kind, expectation, answer }) => {
  const told = expectation.faults
    .map(({ answered }) => answered.answer?.reasonPhrase)
    .filter((text) => text !== undefined);
  if (kind !== 'refusal' || told.length === 0) return undefined;
  const found = `${answer.reasonPhrase} ${answer.text}`.toLowerCase();
  return told.some((text) => found.includes(text.toLowerCase()))
    ? KEPT
    : broken(`the refusal does not say ${told.join(' or ')}`);
};

/** `readable`: what is answered is what its own Content-Type says, in the shape that the contract names. */
export const readable: PromiseJudge = ({ kind, answer }) => {
  if (kind !== 'success') return undefined;
  if (answer.fault !== undefined) return broken(answer.fault);
  return answer.body === undefined ? broken('the answer has no body that can be read') : KEPT;
};

/** `location`: the header Location leads to the new record, as far as the contract's read shows it. */
export const location: PromiseJudge = async (scene) => {
  const [element] = scene.created;
  const { location: target } = scene.answer.headers;
  if (scene.kind !== 'success' || scene.isDryRun || !element || target === undefined || !scene.follow) return undefined;
  const email = scene.emailOf(element.item);
  const { status, body } = await scene.follow(target);
  if (status === 0) return undefined;
  if (status !== 200) return broken(`Location is ${target}, and reading it is answered with ${status}`);
  const isOther =
    email !== undefined &&
    !JSON.stringify(body ?? null)
      .toLowerCase()
      .includes(JSON.stringify(email).toLowerCase());
  return isOther ? broken(`Location is ${target}, where another user is`) : KEPT;
};

/** `format`: the answer has the media type that the parameter of the negotiation asks for. */
export const format: PromiseJudge = (scene) => {
  const { negotiation } = scene.operation;
  const asked = negotiation?.query && scopeOf(scene).request.query[negotiation.query.name];
  const wanted = typeof asked === 'string' ? negotiation?.query?.values[asked] : undefined;
  if (scene.kind !== 'success' || wanted === undefined) return undefined;
  const isIt = scene.answer.mediaType === wanted || scene.answer.mediaType === wanted.replace('application/', 'text/');
  return isIt
    ? KEPT
    : broken(`the answer is ${scene.answer.mediaType ?? 'without Content-Type'}, and ${wanted} was asked for`);
};
