import type { ReportedRequest } from './report.ts';

/** Fields that curl writes itself, from the address and the body. */
const WRITTEN_BY_CURL: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);

/** Longest body that is passed as an argument, in UTF-16 units; Linux takes 131,072 bytes in one. */
const MAX_ARGUMENT = 32_000;

/** What is written in octal: all but visible ASCII, so that neither a terminal nor its encoding changes a byte. */
const unprintable = /[^\x20-\x7e]/;

/**
 * The request as one line for a POSIX shell with curl. Placeholders `${NAME}` of the given names are expanded by the shell, all else is
 * literal. The line is ASCII: other characters, control characters and bytes that are no text are written by `printf` in octal.
 * @source POSIX.1-2017, XCU sections 2.2 (quoting) and `printf`
 */
export function curlOf(request: ReportedRequest, secretNames: readonly string[] = []): string {
  const { method, url, headers } = request;
  const split = splitterOf(secretNames);
  const body = bodyOf(request, split);
  const words = ['curl -sS', method === 'HEAD' ? '--head' : '-i'];
  if (method !== 'HEAD' && !(method === 'GET' && body === undefined))
    words.push(`-X ${/^[A-Z]+$/.test(method) ? method : word([method])}`);
  // curl would read brackets and braces as ranges, and take dot segments away.
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  if (/\/\.{1,2}(\/|$|\?)/.test(url)) words.push('--path-as-is');
  words.push(word(split(url)));
  for (const [name, value] of headers.filter(([name]) => !WRITTEN_BY_CURL.has(name.toLowerCase())))
    words.push(`-H ${word(split(value === '' ? `${name};` : `${name}: ${value}`), latin1Octets)}`);
  if (body === undefined) return words.join(' ');
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) words.push("-H 'Content-Type:'");
  words.push(`--data-binary ${body.argument}`);
  return body.pipe === undefined ? words.join(' ') : `${body.pipe} | ${words.join(' ')}`;
}

/** Literal texts and placeholders in turn: those at odd places are names. */
type Parts = readonly string[];
type Split = (text: string) => Parts;

function splitterOf(names: readonly string[]): Split {
  const known = names.filter((name) => /^[A-Za-z_]\w*$/.test(name));
  if (known.length === 0) return (text) => [text];
  const placeholder = new RegExp(`\\$\\{(${known.join('|')})\\}`);
  return (text) => text.split(placeholder);
}

function bodyOf(
  { body, bodyBase64 }: ReportedRequest,
  split: Split,
): { readonly argument: string; readonly pipe?: string } | undefined {
  if (bodyBase64 !== null) {
    const bytes = Buffer.from(bodyBase64, 'base64').toString('latin1');
    return { argument: '@-', pipe: printf(split(bytes), latin1Octets) };
  }
  if (body === null) return undefined;
  // A body that begins with @ would be read as the name of a file.
  if (body.startsWith('@') || body.length > MAX_ARGUMENT || unprintable.test(body))
    return { argument: '@-', pipe: printf(split(body), utf8Octets) };
  return { argument: word(split(body)) };
}

/** One word of the shell. */
function word(parts: Parts, octets: Octets = utf8Octets): string {
  const isPlain = !parts.some((part) => unprintable.test(part));
  if (!isPlain) return `"$(${printf(parts, octets)})"`;
  const words = parts.map((part, index) => (index % 2 === 1 ? `"\${${part}}"` : part === '' ? '' : quote(part)));
  return words.join('') || "''";
}

/** A call of printf that writes the parts, placeholders as its arguments. */
function printf(parts: Parts, octets: Octets): string {
  const format = parts.map((part, index) => (index % 2 === 1 ? '%s' : formatOf(part, octets))).join('');
  const values = parts.filter((_, index) => index % 2 === 1).map((name) => ` "\${${name}}"`);
  return `printf ${quote(format)}${values.join('')}`;
}

function formatOf(text: string, octets: Octets): string {
  return Array.from(text, (character) => {
    if (character === '%') return '%%';
    if (character === '\\') return '\\\\';
    return unprintable.test(character) ? octets(character) : character;
  }).join('');
}

type Octets = (character: string) => string;

function utf8Octets(character: string): string {
  return octal(Buffer.from(character, 'utf8'));
}

/** Field values travel as bytes: a character up to U+00FF is one. @source RFC 9110 section 5.5 */
function latin1Octets(character: string): string {
  return character.length === 1 && character <= '\xff'
    ? octal(Buffer.from(character, 'latin1'))
    : utf8Octets(character);
}

function octal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
