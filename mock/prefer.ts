/** What a request prefers about its answer. */
export interface Preferences {
  /** Status of the answer, 200 to 599. */
  readonly code?: number;
  /** Name of an example. */
  readonly example?: string;
  /** True: a value made up from the schema; false: the example. */
  readonly dynamic?: boolean;
  /** Seed of what is made up: the same seed gives the same value. */
  readonly seed?: string;
}

/** The preferences of a request, or what is wrong with them, in words. */
export type ReadPreferences =
  | { readonly ok: true; readonly preferences: Preferences }
  | { readonly ok: false; readonly fault: string };

const NAMES = ['code', 'example', 'dynamic', 'seed'] as const;

/** A query parameter with this before its name says the same as the header. */
const QUERY_PREFIX = '__';

/**
 * The preferences that the header `Prefer` and the query parameters `__code`, `__example`, `__dynamic` and `__seed` express;
 * the header wins, then the first of a name. Names that are not known are passed over.
 * @source RFC 7240 section 2
 */
export function readPreferences(header: string | undefined, query: URLSearchParams): ReadPreferences {
  const given = parsePrefer(header ?? '');
  const values: Partial<Record<(typeof NAMES)[number], string>> = {};
  for (const name of NAMES) {
    const value = given.get(name) ?? query.get(QUERY_PREFIX + name);
    if (value !== null) values[name] = value;
  }
  const { code, example, dynamic, seed } = values;
  const fault =
    faultOfCode(code) ?? faultOfName('example', example) ?? faultOfDynamic(dynamic) ?? faultOfName('seed', seed);
  if (fault !== undefined) return { ok: false, fault };
  const preferences: Preferences = {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && { dynamic: dynamic !== 'false' }),
    ...(seed !== undefined && { seed }),
  };
  return { ok: true, preferences };
}

/** The query without the parameters that express preferences. */
export function withoutPreferences(query: URLSearchParams): URLSearchParams {
  const names: ReadonlySet<string> = new Set(NAMES.map((name) => QUERY_PREFIX + name));
  return new URLSearchParams([...query].filter(([name]) => !names.has(name)));
}

/** The value of `Preference-Applied` for the preferences that were followed; empty for none. @source RFC 7240 section 3 */
export function preferenceApplied(preferences: Preferences): string {
  return Object.entries(preferences)
    .map(([name, value]) => `${name}=${toWord(String(value))}`)
    .join(', ');
}

function faultOfCode(code: string | undefined): string | undefined {
  if (code === undefined || /^[2-5]\d\d$/.test(code)) return undefined;
  return `The preference code=${code} is no status: give a number from 200 to 599, such as code=404.`;
}

function faultOfName(name: 'example' | 'seed', value: string | undefined): string | undefined {
  return value === '' ? `The preference ${name} has no value: write ${name}=NAME.` : undefined;
}

function faultOfDynamic(dynamic: string | undefined): string | undefined {
  if (dynamic === undefined || ['', 'true', 'false'].includes(dynamic)) return undefined;
  return `The preference dynamic=${dynamic} is neither true nor false.`;
}

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
/** A preference or a parameter of one. Values may also be plain text up to the next comma or semicolon, as Prism takes them. */
const PREFERENCE = new RegExp(`[\\s,;]*(${TOKEN})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^,;]*)))?[^,;]*`, 'y');

/**
 * Preferences by lower-case name; of a repeated name the first counts, no value is an empty one. What is written as a
 * parameter of another preference (`code=404; example=none`) counts as a preference of its own.
 */
function parsePrefer(header: string): Map<string, string> {
  const preferences = new Map<string, string>();
  PREFERENCE.lastIndex = 0;
  for (let match = PREFERENCE.exec(header); match; match = PREFERENCE.exec(header)) {
    const [, name = '', quoted, plain] = match;
    const key = name.toLowerCase();
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain?.trim() ?? '';
    if (!preferences.has(key)) preferences.set(key, value);
  }
  return preferences;
}

function toWord(value: string): string {
  return new RegExp(`^${TOKEN}$`).test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
