import { describe, expect, test } from 'vitest';
import { sniffMediaType } from './sniff.ts';

const CONTENT = {
  'text/plain': {},
  'application/problem+xml': {},
  'Application/JSON; charset=utf-8': {},
  'text/json': {},
};

function sniff(body: string, content: Readonly<Record<string, unknown>> = CONTENT): string | undefined {
  return sniffMediaType(new TextEncoder().encode(body), content);
}

describe('the first character speaks for a media type', () => {
  test.each<[string, string | undefined]>([
    ['{}', 'Application/JSON; charset=utf-8'],
    ['[', 'Application/JSON; charset=utf-8'],
    ['<User/>', 'application/problem+xml'],
    [' \t\r\n<', 'application/problem+xml'],
    ['\u{feff} {', 'Application/JSON; charset=utf-8'],
    ['\u00a0{', undefined],
    ['"text"', undefined],
    ['a=1', undefined],
    ['  ', undefined],
    ['', undefined],
  ])('%j for %j', (body, type) => {
    expect(sniff(body)).toBe(type);
  });
});

test('what the operation does not take is not found', () => {
  expect(sniff('{}', { 'application/xml': {} })).toBeUndefined();
  expect(sniff('<a/>', { 'application/json': {}, '*/*': {} })).toBeUndefined();
  expect(sniff('{}', {})).toBeUndefined();
});
