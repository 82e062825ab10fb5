import type { PlainResponse } from '../../mock/plain.ts';
import type { KeywordClause, Operation } from '../../specs/contract.ts';
import { asArray, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Engine, MutantDraft } from '../deviation.ts';
import { lowestProfile } from '../profile.ts';
import { contentTypeOf, type Stage } from '../stage.ts';

/** Answers that break one keyword of the schema of a response each. The mock's own answer is changed on its way out. */
export function responseMutants(operation: Operation): MutantDraft[] {
  return operation.keywordClauses
    .filter((clause) => clause.where === 'response' && lowestProfile(clause) !== undefined)
    .flatMap((clause) =>
      faultsOf(clause).map(({ detail, says, value }) => ({
        clause: clause.id,
        operator: `answer-${clause.keyword}`,
        detail,
        says,
        engine: withFault(operation, clause, value),
      })),
    );
}

/** What stands in the place of the good value; undefined leaves it out. Only JSON can tell a number from its text. */
interface Fault {
  readonly detail: string;
  readonly says: string;
  readonly value: (good: Json | undefined, name: string) => Placed | undefined;
}

/** A member under its name or another. */
interface Placed {
  readonly name: string;
  readonly value: Json;
}

function faultsOf({ keyword, path, value, part }: KeywordClause): Fault[] {
  const name = path.at(-1) ?? 'the answer';
  const always = (detail: string, wrong: Json): Fault => ({
    detail,
    says: `Answers ${JSON.stringify(wrong)} for ${name}.`,
    value: (_good, own) => ({ name: own, value: wrong }),
  });
  if (keyword === 'required') return [missing(name), renamed(name)];
  if (keyword === 'type') return wrongTypes(value).map((wrong) => always(describe(wrong), wrong));
  if (keyword === 'format') return [always('no-format', 'yesterday')];
  if (keyword === 'const') return [always('other', typeof value === 'boolean' ? !value : `Not${String(value)}`)];
  if (keyword === 'minLength') return [always('empty', '')];
  if (keyword === 'maxLength') return [always('too-long', 'x'.repeat(Number(value) + 1))];
  if (keyword === 'enum')
    return asArray(value).includes(2) ? [always('unknown', 99)] : [always('populated', 'Populated')];
  if (keyword === 'pattern') return part === undefined ? badTexts(name) : [];
  return [];
}

function missing(name: string): Fault {
  return { detail: 'missing', says: `Answers without ${name}.`, value: () => undefined };
}

function renamed(name: string): Fault {
  const other = `${name}_`;
  return {
    detail: 'renamed',
    says: `Answers ${other} instead of ${name}.`,
    value: (good) => (good === undefined ? undefined : { name: other, value: good }),
  };
}

const BY_TYPE: readonly (readonly [type: string, value: Json])[] = [
  ['number', 7],
  ['string', 'text'],
  ['boolean', true],
  ['object', { a: 1 }],
  ['array', [1]],
  ['null', null],
];

/** A scalar and nothing, of the types that are wrong; a list or object where no scalar is. */
function wrongTypes(type: Json): Json[] {
  const own = new Set(
    asArray(Array.isArray(type) ? type : [type]).map((each) => (each === 'integer' ? 'number' : String(each))),
  );
  const wrong = BY_TYPE.filter(([name]) => !own.has(name));
  const picks = [wrong.find(([, value]) => value !== null), wrong.find(([name]) => name === 'null')];
  return picks.flatMap((pick) => (pick ? [pick[1]] : []));
}

function describe(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function badTexts(name: string): Fault[] {
  const change = (detail: string, says: string, alter: (good: string) => string): Fault => ({
    detail,
    says,
    value: (good, own) => ({ name: own, value: typeof good === 'string' ? alter(good) : (good ?? null) }),
  });
  return [
    change('shorter', `Answers ${name} without its last character.`, (good) => good.slice(0, -1)),
    change('longer', `Answers ${name} with one character too many.`, (good) => `${good}0`),
    change('other-characters', `Answers ${name} with characters that do not belong there.`, (good) =>
      good.replaceAll(/[0-9a-f]/gi, 'z'),
    ),
    change('zeros', `Answers zeros for ${name}.`, (good) => good.replaceAll(/[0-9a-f]/gi, '0')),
  ];
}

/** Changes the answers of the operation that have the clause's status. */
function withFault(operation: Operation, clause: KeywordClause, value: Fault['value']): Engine {
  return (serve, stage) => async (request) => {
    const answer = await serve(request);
    const isOurs = request.method === operation.method.toUpperCase() && isPath(operation.path, request.target);
    if (!isOurs || String(answer.status) !== clause.status) return answer;
    return changed(answer, clause, value, stage);
  };
}

function isPath(template: string, target: string): boolean {
  const [path = ''] = target.replace(/^\/_s\/[^/]+/, '').split('?');
  const pattern = template
    .split(/\{[^}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function changed(
  answer: PlainResponse,
  { keyword, path, part }: KeywordClause,
  value: Fault['value'],
  stage: Stage,
): PlainResponse {
  const isXml = contentTypeOf(answer)?.includes('xml') === true;
  // In XML everything is text: another type would not be seen.
  if (isXml && (keyword === 'type' || path.length === 0)) return answer;
  const body = isXml ? stage.answerOf(answer) : parsed(answer);
  if (body === undefined) return answer;
  const names = keyword === 'required' && path.at(-1) !== part ? [...path, String(part)] : path;
  if (names.length === 0) return { ...answer, body: JSON.stringify(value(body, '')?.value ?? null) };
  const altered = alter(body, names, value);
  return isXml ? stage.withAnswer(answer, altered) : { ...answer, body: JSON.stringify(altered) };
}

function parsed({ body }: PlainResponse): Json | undefined {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A copy with the value at the path replaced, in every element of lists on the way: `[]` stands for the elements, `*` for any member. */
function alter(value: Json, [head = '', ...rest]: readonly string[], fault: Fault['value']): Json {
  if (Array.isArray(value)) return value.map((element) => alter(element, [head, ...rest], fault));
  if (!isObject(value)) return value;
  const isEach = head.endsWith('[]');
  const name = isEach ? head.slice(0, -2) : head;
  const names = name === '*' ? Object.keys(value) : [name];
  const copy: JsonObject = { ...value };
  for (const each of names) {
    const good = copy[each];
    if (isEach)
      copy[each] = asList(good).map((element) =>
        rest.length > 0 ? alter(element, rest, fault) : (fault(element, '')?.value ?? null),
      );
    else if (rest.length > 0) copy[each] = alter(good ?? {}, rest, fault);
    else place(copy, each, fault(good, each));
  }
  return copy;
}

/** What is not there gets one element, so that it can be faulty. */
function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [{}];
}

function place(copy: JsonObject, name: string, placed: Placed | undefined): void {
  delete copy[name];
  if (placed) copy[placed.name] = placed.value;
}
