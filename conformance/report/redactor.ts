import { isWord, MIN_INSIDE, secretPattern } from './secret-pattern.ts';

/** A value that must not be written down. With a name it becomes `${NAME}`, which a shell can expand; else `***`. */
export type Secret = string | { readonly value: string; readonly name: string };

/** Takes secrets out of what is written down. */
export interface Redactor {
  /** The text without any secret. */
  readonly text: (text: string) => string;
  /** The same for text of the contract or the kit, where a secret that is a mere word (a weak password such as `short`) stays. */
  readonly ownText: (text: string) => string;
  /** The bytes without any secret; the same array when there is none. */
  readonly bytes: (bytes: Uint8Array) => Uint8Array;
  /** Names that may stand as placeholders. */
  readonly names: readonly string[];
}

/** The redactor of these secrets, in all encodings (`secretPattern`). Empty values are ignored. */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const patterns = uniqueSecrets(secrets.flatMap(withParts)).map(patternOf);
  const names = [...new Set(patterns.map(({ name }) => name))].filter((name) => name !== '');
  const redact = redactionOf(patterns, names);
  const own = redactionOf(
    patterns.filter(({ value }) => !isWord(value)),
    names,
  );
  const bytes = (input: Uint8Array): Uint8Array => {
    const before = Buffer.from(input).toString('latin1');
    const after = redact(before);
    return after === before ? input : Buffer.from(after, 'latin1');
  };
  return { text: redact, ownText: own, bytes, names };
}

interface SecretPattern {
  readonly value: string;
  /** Empty without one. */
  readonly name: string;
  readonly pattern: RegExp;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Longest text that reports keep of a body; what is as long may have been cut inside a secret. */
const CUT_LENGTH = 4096;

/** Text behind the scheme of an Authorization field is a secret of its own, and so is the password of Basic. @source RFC 7617 section 2 */
function withParts(secret: Secret): Secret[] {
  const { value, name } = typeof secret === 'string' ? { value: secret, name: '' } : secret;
  const [, scheme, token] = /^(basic|bearer|digest|dpop|token|apikey|negotiate) +(\S+)$/i.exec(value) ?? [];
  if (scheme === undefined || token === undefined) return [secret];
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(token, 'base64').toString('utf8') : '';
  const password = pair.includes(':') ? [pair, pair.slice(pair.indexOf(':') + 1)] : [];
  // The name stands for the whole value, so the parts have none.
  return [{ value, name }, token, ...password];
}

function uniqueSecrets(secrets: readonly Secret[]): { value: string; name: string }[] {
  const byValue = new Map<string, string>();
  for (const secret of secrets) {
    const { value, name } = typeof secret === 'string' ? { value: secret, name: '' } : secret;
    if (value !== '') byValue.set(value, byValue.get(value) || (/^[A-Za-z_]\w*$/.test(name) ? name : ''));
  }
  return [...byValue].map(([value, name]) => ({ value, name })).sort((a, b) => b.value.length - a.value.length);
}

function patternOf({ value, name }: { value: string; name: string }): SecretPattern {
  return { value, name, pattern: secretPattern(value) };
}

/** Placeholders that stand there already are left alone, even when a secret is a part of their name. */
function redactionOf(patterns: readonly SecretPattern[], names: readonly string[]): (text: string) => string {
  if (patterns.length === 0) return (text) => text;
  const placeholder = names.length === 0 ? undefined : new RegExp(`(\\$\\{(?:${names.join('|')})\\})`);
  return (text) => {
    if (placeholder === undefined || !text.includes('${')) return redactPart(text, patterns);
    return text
      .split(placeholder)
      .map((part, index) => (index % 2 === 1 ? part : redactPart(part, patterns)))
      .join('');
  };
}

function redactPart(text: string, patterns: readonly SecretPattern[]): string {
  const spans = patterns.flatMap((pattern) => [...spansOf(text, pattern), ...cutSpan(text, pattern)]);
  if (spans.length === 0) return text;
  let result = '';
  let from = 0;
  for (const { start, end, name } of merged(spans)) {
    result += `${text.slice(from, start)}${name === '' ? '***' : `\${${name}}`}`;
    from = end;
  }
  return result + text.slice(from);
}

/** All places, overlapping ones too. */
function spansOf(text: string, { pattern, name }: SecretPattern): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    spans.push({ start: match.index, end: match.index + match[0].length, name });
    pattern.lastIndex = match.index + 1;
  }
  return spans;
}

/** The beginning of a secret at the end of a text that was cut there. */
function cutSpan(text: string, { value }: SecretPattern): Span[] {
  if (text.length < CUT_LENGTH) return [];
  for (let length = value.length - 1; length >= MIN_INSIDE; length -= 1)
    if (text.endsWith(value.slice(0, length))) return [{ start: text.length - length, end: text.length, name: '' }];
  return [];
}

/** Spans that overlap become one: cutting out only one of them would leave a part of the other. */
function merged(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) result.push(span);
    else if (span.end > last.end) {
      const isLonger = span.end - span.start > last.end - last.start;
      result[result.length - 1] = { start: last.start, end: span.end, name: isLonger ? span.name : last.name };
    }
  }
  return result;
}
