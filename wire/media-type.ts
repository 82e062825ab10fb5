/** A media type as it travels in `Content-Type`. */
export interface MediaTypeValue {
  /** Lower case, `type/subtype`, without parameters. */
  readonly type: string;
  /** By lower-case name, values unquoted; of a repeated name the first value counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** RFC 9110 section 5.6.2 (token), 5.6.4 (quoted-string), 5.6.6 (parameters). */
const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const QUOTED = '"(?:[\\t !\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*"';
const ESSENCE = new RegExp(`[ \\t]*(${TOKEN}/${TOKEN}|\\*(?!/))`, 'y');
const PARAMETER = new RegExp(`[ \\t]*;[ \\t]*(?:(${TOKEN})=(${TOKEN}|${QUOTED}))?`, 'y');
const TO_COMMA = /[ \t]*(?:,|$)/y;

/** RFC 9110 section 12.4.2, and `.2` besides, which Java's own client sends. */
const WEIGHT = /^(?:0?\.\d+|[01](?:\.\d*)?)$/;

/**
 * The media type of a `Content-Type` value, or undefined when the text is none.
 * @source RFC 9110 section 8.3.1
 */
export function parseMediaType(text: string): MediaTypeValue | undefined {
  const range = readMediaRange(text, 0);
  const isWhole = range !== undefined && text.slice(range.end).trim() === '';
  return isWhole && !range.type.includes('*') ? { type: range.type, parameters: range.parameters } : undefined;
}

/** A media type or range as written in a contract, lower case and without its parameters. */
export function essenceOf(mediaType: string): string {
  const [essence = ''] = mediaType.split(';', 1);
  return essence.trim().toLowerCase();
}

/** True for the media types whose body is JSON: `application/json`, `text/json`, `…+json` (RFC 6839 section 3.1). */
export function isJsonType(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

/** True for the media types whose body is XML: `application/xml`, `text/xml`, `…+xml` (RFC 7303 section 4.2). */
export function isXmlType(type: string): boolean {
  return type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml');
}

/**
 * The offered media type that an `Accept` value likes best, or undefined when it accepts none of them.
 * Equal likes go to the one offered first; so does everything when the header is absent or holds no media range at all.
 * The closest range decides about a type: parameters, then subtype, then type, then the range of everything.
 * @source RFC 9110 section 12.5.1
 */
export function matchAccept(accept: string | undefined, offered: readonly string[]): string | undefined {
  const ranges = accept === undefined ? [] : parseAccept(accept);
  if (ranges.length === 0) return offered[0];
  let best: string | undefined;
  let bestWeight = 0;
  for (const candidate of offered) {
    const weight = weightOf(candidate, ranges);
    if (weight > bestWeight) [best, bestWeight] = [candidate, weight];
  }
  return best;
}

interface AcceptedRange extends MediaTypeValue {
  readonly weight: number;
}

/** The ranges of an `Accept` value; what is no media range is passed over up to the next comma. */
function parseAccept(accept: string): AcceptedRange[] {
  const ranges: AcceptedRange[] = [];
  let index = 0;
  while (index < accept.length) {
    const range = readMediaRange(accept, index);
    TO_COMMA.lastIndex = range?.end ?? index;
    if (range && TO_COMMA.test(accept)) {
      ranges.push(toAcceptedRange(range));
      index = TO_COMMA.lastIndex || accept.length;
    } else {
      const comma = accept.indexOf(',', index);
      index = comma === -1 ? accept.length : comma + 1;
    }
  }
  return ranges;
}

/** Parameters from `q` on are no part of the media type. */
function toAcceptedRange(range: MediaTypeValue): AcceptedRange {
  const parameters = new Map<string, string>();
  for (const [name, value] of range.parameters) {
    if (name === 'q')
      return { type: range.type, parameters, weight: WEIGHT.test(value) ? Math.min(1, Number(value)) : 1 };
    parameters.set(name, value);
  }
  return { type: range.type, parameters, weight: 1 };
}

function weightOf(offered: string, ranges: readonly AcceptedRange[]): number {
  const candidate = parseMediaType(offered);
  if (!candidate) return 0;
  let closest = -1;
  let weight = 0;
  for (const range of ranges) {
    const closeness = closenessOf(range, candidate);
    if (closeness > closest) [closest, weight] = [closeness, range.weight];
  }
  return weight;
}

/** How precisely a range names the type: -1 when it does not cover it. */
function closenessOf(range: AcceptedRange, candidate: MediaTypeValue): number {
  if (range.type === '*/*') return 0;
  if (range.type.endsWith('/*')) return candidate.type.startsWith(range.type.slice(0, -1)) ? 1 : -1;
  if (range.type !== candidate.type) return -1;
  for (const [name, value] of range.parameters) if (candidate.parameters.get(name) !== value) return -1;
  return 2 + range.parameters.size;
}

/** Reads one media range at an index; a bare `*`, which Java's own client sends, is the range of everything. */
function readMediaRange(text: string, start: number): (MediaTypeValue & { readonly end: number }) | undefined {
  ESSENCE.lastIndex = start;
  const essence = ESSENCE.exec(text)?.[1];
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  let end = ESSENCE.lastIndex;
  for (;;) {
    PARAMETER.lastIndex = end;
    const match = PARAMETER.exec(text);
    if (!match) break;
    end = PARAMETER.lastIndex;
    const name = match[1]?.toLowerCase();
    if (name !== undefined && !parameters.has(name)) parameters.set(name, unquote(match[2] ?? ''));
  }
  return { type: essence === '*' ? '*/*' : essence.toLowerCase(), parameters, end };
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}
