import { entriesOf } from '../contract-words.ts';
import { asObject, isObject, type Json, type JsonObject, toPointer } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { follow } from './operations.ts';

/** Every answer that a clause or a success sends is a declared response, and its example is one of that response. */
export const clauseAnswerUnknown: LintCheck = { code: 'clause-answer-unknown', find };

interface Answer {
  readonly value: JsonObject;
  readonly pointer: string;
}

function find({ all, root }: LintContext): Finding[] {
  return all('operation').flatMap((operation) =>
    answersOf(operation).flatMap((answer) => checkAnswer(answer, operation, root)),
  );
}

function answersOf({ value, pointer }: DocumentNode): Answer[] {
  if (!isObject(value)) return [];
  const refusals = entriesOf(value, 'x-clauses', pointer).map((entry) => {
    return { value: asObject(entry.value)['answer'], pointer: `${entry.pointer}/answer` };
  });
  const success = value['x-answer'];
  const successes = Array.isArray(success)
    ? entriesOf(value, 'x-answer', pointer)
    : [{ value: success, pointer: `${pointer}/x-answer` }];
  return [...refusals, ...successes].flatMap((answer) =>
    isObject(answer.value) ? [{ ...answer, value: answer.value }] : [],
  );
}

function checkAnswer({ value, pointer }: Answer, operation: DocumentNode, root: JsonObject): Finding[] {
  const { status, example } = value;
  const responses = asObject(isObject(operation.value) ? operation.value['responses'] : undefined);
  const key = [String(status), `${String(status)[0]}XX`, 'default'].find((name) => Object.hasOwn(responses, name));
  if (key === undefined) {
    const expected = `one of the declared statuses ${Object.keys(responses).join(', ')}`;
    return [{ pointer: `${pointer}/status`, found: String(status), expected }];
  }
  const at = operation.pointer + toPointer(['responses', key]);
  const known = examplesOf(follow(root, responses[key] ?? null, at)?.value);
  if (example === undefined || known.includes(String(example))) return [];
  const expected = known.length === 0 ? `no example: the response ${key} has none` : `one of ${known.join(', ')}`;
  return [{ pointer: `${pointer}/example`, found: String(example), expected }];
}

function examplesOf(response: Json | undefined): string[] {
  const names = Object.values(asObject(asObject(response)['content'])).flatMap((mediaType) => {
    const { example, examples } = asObject(mediaType);
    return [...(example === undefined ? [] : ['default']), ...Object.keys(asObject(examples))];
  });
  return [...new Set(names)];
}
