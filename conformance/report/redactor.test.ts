import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from './redactor.ts';

const CANARY = 'k3y-"€\\x/ +&<é>%\'1';
const placeholder = (name: string): string => `\${${name}}`;

const percent = (text: string, digits: (hex: string) => string = (hex) => hex): string =>
  Array.from(Buffer.from(text), (byte) => `%${digits(byte.toString(16).padStart(2, '0'))}`).join('');
const units = (text: string, write: (hex: string) => string): string =>
  Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at).toString(16).padStart(4, '0'))).join('');
const entities = (text: string, write: (code: number) => string): string =>
  Array.from(text, (character) => write(character.codePointAt(0) ?? 0)).join('');
const html = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '&#39;');

const encodings: Record<string, (text: string) => string> = {
  literal: (text) => text,
  percent: (text) => percent(text),
  'percent in capitals': (text) => percent(text, (hex) => hex.toUpperCase()),
  'percent in part': encodeURIComponent,
  'percent of an address': encodeURI,
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams([['a', text]]).toString().slice(2),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'JSON with slashes escaped': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'unicode escapes': (text) => units(text, (hex) => `\\u${hex}`),
  'unicode escapes in capitals': (text) => units(text, (hex) => `\\u${hex.toUpperCase()}`),
  'escapes of code points': (text) => entities(text, (code) => `\\u{${code.toString(16)}}`),
  XML: html,
  'HTML in HTML': (text) => html(html(text)),
  'decimal entities': (text) => entities(text, (code) => `&#${code};`),
  'hexadecimal entities': (text) => entities(text, (code) => `&#x${code.toString(16).toUpperCase()};`),
  shell: (text) => text.replaceAll("'", "'\\''"),
  'format of printf': (text) => text.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll("'", "'\\''"),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'Latin-1 misread': (text) => Buffer.from(text).toString('latin1'),
  'UTF-16 misread': (text) => Buffer.from(text, 'utf16le').toString('latin1'),
};

describe('a secret is found', () => {
  const { text } = createRedactor([CANARY]);
  test.each(Object.entries(encodings).filter(([name]) => name !== 'UTF-16 misread'))('%s', (_, encode) => {
    expect(text(`a ${encode(CANARY)} z`)).toBe('a *** z');
    expect(text(`${encode(CANARY)}${encode(CANARY)}`)).toBe('******');
  });
  test('whatever the secret is, in every encoding', () => {
    const secrets = fc
      .string({ unit: 'binary', minLength: 4, maxLength: 12 })
      .filter((secret) => !/^[*z]/.test(secret));
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.values(encodings).slice(0, -1)), (secret, encode) => {
        fc.pre(!/\p{Cs}/u.test(secret));
        expect(createRedactor([secret]).text(`"${encode(secret)}"`)).toBe('"***"');
      }),
      { seed: 7, numRuns: 300 },
    );
  });
  test.each(['base64', 'base64url'] as const)('%s at every place', (encoding) => {
    for (const before of ['', 'a', 'ab', 'abc', 'user:'])
      for (const after of ['', 'y', 'yz', 'xyz']) {
        const encoded = Buffer.from(before + CANARY + after).toString(encoding);
        const shown = text(`Basic ${encoded}!`);
        expect(shown).toContain('***');
        const digits = Buffer.from(CANARY).toString('base64').slice(3, 8);
        expect(shown).not.toContain(digits);
        expect(shown.length).toBeLessThan(8 + before.length * 2 + after.length * 2 + 6);
        expect(text(encodeURIComponent(encoded))).toContain('***');
        expect(text(JSON.stringify(encoded).replaceAll('/', '\\/'))).toContain('***');
      }
  });
  test('the parts of an Authorization field', () => {
    const basic = `Basic ${Buffer.from('user:pass word').toString('base64')}`;
    const redactor = createRedactor([{ name: 'AUTH', value: basic }, 'Bearer t0ken-1']);
    expect(redactor.text(`Authorization: ${basic}`)).toBe(`Authorization: ${placeholder('AUTH')}`);
    expect(redactor.text('you are user:pass+word with t0ken-1')).toBe('you are *** with ***');
    expect(redactor.text('"pass word"')).toBe('"***"');
  });
});

describe('bytes', () => {
  const redactor = createRedactor([CANARY]);
  test.each(['utf8', 'utf16le', 'latin1'] as const)('a secret in %s', (encoding) => {
    const secret = encoding === 'latin1' ? 'caf\u00e9-1' : CANARY;
    const bytes = Buffer.concat([Buffer.from([255, 0]), Buffer.from(secret, encoding), Buffer.from([254])]);
    const shown = Buffer.from(createRedactor([secret]).bytes(bytes)).toString('latin1');
    expect(shown).toMatch(/^\xff\0\*\*\*\0?\xfe$/);
  });
  test('without a secret they are the same', () => {
    const bytes = new Uint8Array([1, 2, 255]);
    expect(redactor.bytes(bytes)).toBe(bytes);
  });
});

describe('what stands for a secret', () => {
  test('its name where it has one that a shell takes', () => {
    const secrets = [
      { name: 'TOKEN', value: 'abcdef' },
      { name: 'a b', value: 'ghijkl' },
    ];
    const redactor = createRedactor(secrets);
    expect(redactor.text('abcdef ghijkl')).toBe(`${placeholder('TOKEN')} ***`);
    expect(redactor.names).toEqual(['TOKEN']);
  });
  test('redacting twice changes nothing, also when a secret is a part of a name', () => {
    const redactor = createRedactor([
      { name: 'ADMIN_TOKEN', value: 's3cret' },
      { name: 'PASSWORD', value: 'TOKEN' },
    ]);
    const once = redactor.text('s3cret TOKEN');
    expect(once).toBe(`${placeholder('ADMIN_TOKEN')} ${placeholder('PASSWORD')}`);
    expect(redactor.text(once)).toBe(once);
  });
  test('secrets that overlap leave nothing of either', () => {
    const { text } = createRedactor(['abcd', 'cdefgh', 'aaaa']);
    expect(text('-abcdefgh-')).toBe('-***-');
    expect(text('-aaaaaa-')).toBe('-***-');
  });
  test('the longest one gives the name', () => {
    const { text } = createRedactor([
      { name: 'SHORT', value: 'token' },
      { name: 'LONG', value: 'token-of-admin' },
    ]);
    expect(text('token-of-admin token')).toBe(`${placeholder('LONG')} ${placeholder('SHORT')}`);
  });
});

describe('what stays', () => {
  test.each([
    ['abc', 'abc'],
    ['"abc"', 'abc'],
    ['?x=abc&y=1', 'abc'],
    ['<p>abc</p>', 'abc'],
    ['Bearer abc', 'abc'],
  ])('a short secret goes where it is a whole value: %s', (text, secret) => {
    expect(createRedactor([secret]).text(text)).toBe(text.replace('abc', '***'));
  });
  test('a short secret stays inside other text', () => {
    expect(createRedactor(['a', 'abc', '']).text('a cabcab abc is a word')).toBe('a cabcab abc is a word');
  });
  test('a weak password that is a word stays in the text of the contract only', () => {
    const redactor = createRedactor(['password', 'Passw0rd']);
    expect(redactor.ownText('acme/password-min-length Passw0rd')).toBe('acme/password-min-length ***');
    expect(redactor.text('password')).toBe('***');
  });
  test('a weak password that is a word stays where it is a name', () => {
    const { text } = createRedactor(['password', 'pin']);
    expect(text('{"password" : "password", "pin": "pin"}')).toBe('{"password" : "***", "pin": "***"}');
    expect(text('password=password&x=1')).toBe('password=***&x=1');
    expect(text('<password>password</password>')).toBe('<password>***</password>');
    expect(text(`Basic ${Buffer.from('user:password').toString('base64')}`)).toContain('***=');
  });
  test('text without secrets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('9999'));
        expect(createRedactor(['9999-9999']).text(text)).toBe(text);
      }),
    );
  });
});

test('a secret that was cut off with the text leaves no beginning', () => {
  const { text } = createRedactor(['s3cret-of-many-letters']);
  expect(text(`${'x'.repeat(4090)}s3cret`)).toBe(`${'x'.repeat(4090)}***`);
  expect(text('ends in s3cret')).toBe('ends in s3cret');
});

test.each(['\\', '%', '&', '\0', '%25'])('a long hostile text costs little: %j', (piece) => {
  const { text } = createRedactor(['\\\\\\"\\\\', '%%%%%%', '&&&&&&', '////////', CANARY]);
  const before = performance.now();
  text(piece.repeat(20_000));
  expect(performance.now() - before).toBeLessThan(2000);
});
