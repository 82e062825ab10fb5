import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isObject, type Json } from '../../specs/json.ts';
import { cacheOf } from './cache.ts';
import { compileFormat } from '../language/format.ts';
import type { Language } from '../language/language.ts';
import { patternLanguage } from '../language/pattern.ts';

/** How texts of one format are generated. */
interface FormatWords {
  /** Members that nobody refuses. Hosts lie in reserved domains and networks only (RFC 2606, RFC 5737, RFC 3849). */
  readonly tame: string;
  /** Further members that a fair server takes. */
  readonly edges?: readonly string[];
  /** Texts that every validator refuses. */
  readonly wrong: readonly string[];
  /** True when texts one edit away from a member are refused by every validator as well, if this one refuses them. */
  readonly isStrict?: boolean;
}

const DATE = '(?:19[7-9]\\d|20[0-4]\\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';
const ZONE = '(?:Z|[+-](?:0[1-9]|1[0-2]):(?:00|30))';
const HOST = '(?:www\\.|api\\.)?example\\.(?:com|org|net)';
const PATH = '(?:/[a-z0-9-]{1,8}){0,3}';
const HEX = '[0-9a-f]';

/** @source RFC 3339, 3986, 4122, 4291, 6570, 6901, 4648 for the formats in this order. */
const FORMATS: Readonly<Record<string, FormatWords>> = {
  date: {
    tame: DATE,
    edges: ['2024-02-29', '1999-12-31', '2000-01-01'],
    wrong: ['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '24-01-01', '01/02/2024', '2024-1-1', 'tomorrow'],
    isStrict: true,
  },
  time: {
    tame: `${CLOCK}${ZONE}`,
    edges: ['00:00:00Z', '23:59:59Z', '12:30:00.5Z', '12:30:00+01:00'],
    wrong: ['24:00:00Z', '12:60:00Z', '12:30:61Z', '12', 'noon'],
  },
  'date-time': {
    tame: `${DATE}T${CLOCK}${ZONE}`,
    edges: ['2024-02-29T00:00:00Z', '2024-12-31T23:59:59Z', '2024-06-01T12:30:00.123Z', '2024-06-01T12:30:00+01:00'],
    wrong: ['2024-13-01T00:00:00Z', '2024-02-30T00:00:00Z', '2024-06-01T25:00:00Z', '2024-06-01T12:60:00Z', 'tomorrow'],
  },
  duration: {
    tame: 'P(?:[1-9]D|T[1-9]H|[1-9]W)',
    edges: ['P1Y2M3DT4H5M6S'],
    wrong: ['1D', 'P', 'PT', 'P1', 'an hour'],
  },
  uri: {
    tame: `https?://${HOST}${PATH}`,
    edges: ['https://example.com', 'https://example.com:8080/a?b=c#d'],
    wrong: ['example', '//example.com', 'https://exa mple.com', '://example.com'],
  },
  url: {
    tame: `https?://${HOST}${PATH}`,
    edges: ['https://example.com:8080/a?b=c#d'],
    wrong: ['example', '//example.com', 'https://exa mple.com', '://example.com'],
  },
  'uri-reference': {
    tame: `(?:https?://${HOST}|/[a-z]{1,8})${PATH}`,
    wrong: ['https://exa mple.com', 'a b', '%zz', '\\\\host'],
  },
  'uri-template': { tame: `https?://${HOST}${PATH}(?:/\\{[a-z]{1,6}\\})?`, wrong: ['{', '/{a', '/a}', '/{a b}'] },
  uuid: {
    tame: `${HEX}{8}-${HEX}{4}-4${HEX}{3}-[89ab]${HEX}{3}-${HEX}{12}`,
    edges: ['C56A4180-65AA-42EC-A945-5FD21DEC0538'],
    wrong: ['c56a4180-65aa-42ec-a945-5fd21dec053', 'c56a4180-65aa-42ec-a945-5fd21dec053g', '1234', 'not-a-uuid'],
  },
  ipv4: {
    tame: '(?:192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.(?:[1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d)',
    wrong: ['256.0.2.1', '192.0.2', '192.0.2.1.1', '192.0.2.x', '192.0.2.-1', 'localhost'],
    isStrict: true,
  },
  ipv6: {
    tame: '2001:db8:(?:[1-9a-f][0-9a-f]{0,3}:){5}[1-9a-f][0-9a-f]{0,3}',
    edges: ['2001:db8::1', '::1'],
    wrong: ['2001:db8::g', '2001:db8::1::2', '2001:db8', '12345::1', 'localhost'],
    isStrict: true,
  },
  hostname: {
    tame: `(?:[a-z][a-z0-9]{0,8}\\.)?${HOST}`,
    edges: ['my-host.example.com'],
    wrong: ['-a.example.com', 'a..example.com', 'exa mple.com'],
  },
  regex: { tame: '\\^?[a-z0-9]{1,8}\\$?', edges: ['[a-z]+(?:x|y)*'], wrong: ['(', '[a', '*a', 'a)'] },
  'json-pointer': { tame: '(?:/[a-z0-9]{1,8}){1,3}', edges: ['', '/a~1b/m~0n'], wrong: ['a', '/a~2', '~'] },
  'json-pointer-uri-fragment': { tame: '#(?:/[a-z0-9]{1,8}){1,3}', wrong: ['/a', '#a', '#/~2'] },
  'relative-json-pointer': { tame: '[1-9](?:/[a-z0-9]{1,8}){1,3}', wrong: ['/a', '-1/a', '01/a'] },
  'iso-time': { tame: `${CLOCK}${ZONE}`, wrong: ['24:00:00Z', '12:60:00Z', 'noon'] },
  'iso-date-time': {
    tame: `${DATE}T${CLOCK}${ZONE}`,
    wrong: ['2024-13-01T00:00:00Z', '2024-02-30T00:00:00Z', 'tomorrow'],
  },
  byte: { tame: '(?:[A-Za-z0-9]{4}){1,4}', edges: ['YQ==', 'YWI=', '+/8='], wrong: ['YQ=', '%%%%', 'YWI=YWI='] },
};

const NO_WORDS: FormatWords = { tame: '', wrong: [] };

/** Members of a format that no server refuses; undefined for formats that every text has, or that nobody knows. */
export function tameLanguage(format: string): Language | undefined {
  const { tame } = wordsOf(format);
  return tame === '' ? undefined : cached(`tame ${format}`, () => patternLanguage(`^(?:${tame})$`));
}

const cached = cacheOf<Language | undefined>(64);

/** What is known about a format beside its members. */
export function wordsOf(format: string): FormatWords {
  return Object.hasOwn(FORMATS, format) ? (FORMATS[format] ?? NO_WORDS) : NO_WORDS;
}

/** All members of a format, where an automaton can tell them. */
export function wholeLanguage(format: string): Language | undefined {
  return cached(`whole ${format}`, () => {
    const compiled = compileFormat(format);
    return compiled?.kind === 'exact' ? compiled.language : undefined;
  });
}

/** True when the validators take the text for one of the format. @source ajv-formats 3.0.1, full mode */
export function hasFormat(format: string, text: string): boolean {
  const definition: unknown = new Map<string, unknown>(Object.entries(fullFormats)).get(format);
  if (definition instanceof RegExp) return definition.test(text);
  if (typeof definition === 'function') return definition(text) === true;
  if (!isObject(definition)) return true;
  const validate: unknown = definition['validate'];
  return typeof validate !== 'function' || validate(text) === true;
}

/** Numbers just outside a format of numbers. */
export function numbersOutside(format: string): readonly Json[] {
  return format === 'int32' ? [2 ** 31, -(2 ** 31) - 1] : [];
}
