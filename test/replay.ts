import { atPointer } from '../specs/json.ts';
import { type ActualAnswer, answerDifferences } from './answer-difference.ts';
import type { ExampleAnswer, ExampleRequest, Exchange, HeaderLine } from './http-file.ts';
import { resolveReferences } from './placeholders.ts';

/**
 * Sends the requests one after the other and returns every difference from the answers that the example shows,
 * each beginning with the line of the answer in the file. Stops at the first answer that differs.
 */
export async function replay(
  exchanges: readonly Exchange[],
  send: (request: ExampleRequest) => Promise<ActualAnswer>,
): Promise<string[]> {
  let previous: ActualAnswer | undefined;
  for (const { request, answer } of exchanges) {
    const actual = await send(resolvedRequest(request, previous));
    const differences = answerDifferences(resolvedAnswer(answer, previous), actual);
    if (differences.length > 0) return differences.map((difference) => `line ${answer.line}: ${difference}`);
    previous = actual;
  }
  return [];
}

function resolvedRequest(request: ExampleRequest, previous: ActualAnswer | undefined): ExampleRequest {
  return {
    ...request,
    target: resolved(request.target, previous, encodeURIComponent),
    headers: resolvedHeaders(request.headers, previous),
    body: resolved(request.body, previous, insideJson),
  };
}

/** An answer may name values of the one before it, so that a read can be compared with what was created. */
function resolvedAnswer(answer: ExampleAnswer, previous: ActualAnswer | undefined): ExampleAnswer {
  return {
    ...answer,
    headers: resolvedHeaders(answer.headers, previous),
    body: answer.body === undefined ? undefined : resolved(answer.body, previous, insideJson),
  };
}

function resolvedHeaders(headers: readonly HeaderLine[], previous: ActualAnswer | undefined): HeaderLine[] {
  return headers.map(([name, value]) => [name, resolved(value, previous, String)]);
}

function resolved(text: string, previous: ActualAnswer | undefined, encode: (value: string) => string): string {
  return resolveReferences(text, (name, pointer) => {
    if (previous === undefined)
      throw new Error(`{{${name}}} stands in the first exchange: there is no previous answer`);
    return name === 'location' ? locationOf(previous) : encode(valueAt(previous, pointer));
  });
}

function locationOf({ headers }: ActualAnswer): string {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined) throw new Error('{{location}}: the previous answer has no Location');
  return location;
}

function valueAt({ body }: ActualAnswer, pointer: string): string {
  const value = atPointer(JSON.parse(body), pointer);
  if (value === undefined) throw new Error(`{{previous#${pointer}}}: the previous answer has no such value: ${body}`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function insideJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
