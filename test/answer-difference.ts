import { isObject, type Json } from '../specs/json.ts';
import type { ExampleAnswer, HeaderLine } from './http-file.ts';
import { ABSENT, fits } from './placeholders.ts';
import { readXml } from './read-xml.ts';

/** An answer as it came over the wire. */
export interface ActualAnswer {
  readonly status: number;
  readonly reasonPhrase: string;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

/** Every way in which an answer is not the one that an example shows, a line for each; empty when it fits. */
export function answerDifferences(expected: ExampleAnswer, actual: ActualAnswer): string[] {
  return [
    ...(expected.status === actual.status ? [] : [different('status', expected.status, actual.status)]),
    ...reasonDifferences(expected, actual),
    ...expected.headers.flatMap((header) => headerDifferences(header, actual.headers)),
    ...bodyDifferences(expected, actual),
  ];
}

function reasonDifferences({ reasonPhrase }: ExampleAnswer, actual: ActualAnswer): string[] {
  if (reasonPhrase === undefined || fits(reasonPhrase, actual.reasonPhrase)) return [];
  return [different('reason phrase', reasonPhrase, actual.reasonPhrase)];
}

/** A header that came several times fits when one of its lines does. */
function headerDifferences([name, expected]: HeaderLine, actual: readonly HeaderLine[]): string[] {
  const values = headerValues(actual, name);
  if (expected === ABSENT) return values.map((value) => `header ${name}: expected none, got ${JSON.stringify(value)}`);
  if (values.length === 0) return [`header ${name}: expected ${JSON.stringify(expected)}, it is missing`];
  const asCompared = name.toLowerCase() === 'content-type' ? mediaType : (value: string) => value;
  if (values.some((value) => fits(asCompared(expected), asCompared(value)))) return [];
  return [different(`header ${name}`, expected, values.join(', '))];
}

function headerValues(headers: readonly HeaderLine[], name: string): string[] {
  return headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** Type and subtype without parameters (RFC 9110, section 8.3.1: names compare without regard to case). */
function mediaType(value: string): string {
  return value.replace(/;.*$/, '').trim().toLowerCase();
}

function bodyDifferences(expected: ExampleAnswer, actual: ActualAnswer): string[] {
  if (expected.body === undefined) return [];
  if (expected.body === '') return actual.body === '' ? [] : [different('body', '', actual.body)];
  const read = readerOf(expected.body);
  if (read === undefined) {
    return fits(expected.body, actual.body.trim()) ? [] : [different('body', expected.body, actual.body)];
  }
  const value = attempt(() => read(actual.body));
  if (value === undefined)
    return [`body: expected ${read === JSON.parse ? 'JSON' : 'XML'}, got ${JSON.stringify(actual.body)}`];
  return valueDifferences(read(expected.body), value, 'body');
}

/** How the body of an example is read: as JSON, as XML, or undefined for plain text. */
function readerOf(body: string): ((text: string) => Json) | undefined {
  return [JSON.parse, readXml].find((read) => attempt(() => read(body)) !== undefined);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function valueDifferences(expected: Json | undefined, actual: Json | undefined, path: string): string[] {
  if (expected === undefined) return [`${path}: expected nothing, got ${JSON.stringify(actual)}`];
  if (actual === undefined) return [`${path}: expected ${JSON.stringify(expected)}, it is missing`];
  if (expected === '{{any}}') return [];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) =>
      valueDifferences(expected[index], actual[index], `${path}/${index}`),
    ).flat();
  }
  if (isObject(expected) && isObject(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) =>
      valueDifferences(member(expected, name), member(actual, name), `${path}/${name}`),
    );
  }
  const isSame =
    typeof expected === 'string' && typeof actual === 'string' ? fits(expected, actual) : expected === actual;
  return isSame ? [] : [different(path, expected, actual)];
}

function member(object: { [name: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function different(what: string, expected: Json, actual: Json): string {
  return `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}
