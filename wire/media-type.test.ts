import { describe, expect, test } from 'vitest';
import { isJsonType, isXmlType, matchAccept, parseMediaType } from './media-type.ts';

function parsed(text: string): [string, Record<string, string>] | undefined {
  const value = parseMediaType(text);
  return value && [value.type, Object.fromEntries(value.parameters)];
}

describe('parseMediaType', () => {
  test.each([
    ['application/json', 'application/json', {}],
    ['  Application/JSON \t', 'application/json', {}],
    ['text/html;charset=utf-8', 'text/html', { charset: 'utf-8' }],
    ['Text/HTML;Charset="utf-8"', 'text/html', { charset: 'utf-8' }],
    ['text/html; charset="a\\"b;c,d"; x=1', 'text/html', { charset: 'a"b;c,d', x: '1' }],
    ['application/json ;\t charset=UTF-8 ;', 'application/json', { charset: 'UTF-8' }],
    ['application/json;;a=1', 'application/json', { a: '1' }],
    ['application/json; a=1; A=2', 'application/json', { a: '1' }],
    ['application/vnd.a.b+json; q=""', 'application/vnd.a.b+json', { q: '' }],
  ])('reads %j', (text, type, parameters) => {
    expect(parsed(text)).toEqual([type, parameters]);
  });

  test.each([
    '',
    'json',
    'application/',
    '/json',
    'application/json, text/plain',
    'application / json',
    'application/json; charset',
    'application/json; charset = utf-8',
    'application/json; charset="utf-8',
    'application/json junk',
    '*/*',
    'text/*',
  ])('takes %j for no media type', (text) => {
    expect(parseMediaType(text)).toBeUndefined();
  });

  test('keeps a parameter named __proto__ harmless', () => {
    expect(parseMediaType('a/b; __proto__=x')?.parameters.get('__proto__')).toBe('x');
  });

  // A reader that takes quadratic time runs into the time limit of the test.
  test('reads a hostile header', () => {
    expect(parseMediaType(`a/b${'; '.repeat(100_000)}"`)).toBeUndefined();
    expect(parseMediaType('a'.repeat(100_000))).toBeUndefined();
    expect(matchAccept('a/b;x="'.repeat(10_000), ['a/b'])).toBe('a/b');
  });
});

test('knows the media types of JSON', () => {
  expect(['application/json', 'text/json', 'application/problem+json'].every(isJsonType)).toBe(true);
  expect(['application/jsonp', 'application/xml', 'json'].some(isJsonType)).toBe(false);
});

test('knows the media types of XML', () => {
  expect(['application/xml', 'text/xml', 'application/soap+xml'].every(isXmlType)).toBe(true);
  expect(['application/xhtml', 'application/json', 'xml'].some(isXmlType)).toBe(false);
});

describe('matchAccept', () => {
  const offered = ['application/json', 'application/xml'];

  test.each<[string | undefined, string | undefined]>([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['APPLICATION/XML', 'application/xml'],
    ['application/json;q=0.5, application/xml', 'application/xml'],
    ['application/xml, application/json', 'application/json'],
    ['application/xml;q=0.9, */*;q=0.8', 'application/xml'],
    ['*/*, application/json;q=0', 'application/xml'],
    ['application/*;q=0.3, application/xml;q=0.2, */*;q=1', 'application/json'],
    ['text/html', undefined],
    ['text/*, image/*', undefined],
    ['*/*;q=0', undefined],
    ['application/json;q=0.000', undefined],
    ['application/json;version=1', undefined],
    ['application/json;q=0.1;ext=1, application/xml;q=0.2', 'application/xml'],
  ])('%j gives %j', (accept, expected) => {
    expect(matchAccept(accept, offered)).toBe(expected);
  });

  test('understands what Java sends by itself', () => {
    expect(matchAccept('text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', offered)).toBe('application/json');
  });

  test('does not split at a comma inside a quoted parameter', () => {
    expect(matchAccept('text/html;a="x, application/xml", application/json', offered)).toBe('application/json');
    expect(matchAccept('text/html;a="x, application/xml;"', offered)).toBeUndefined();
  });

  test('passes over what is no media range, and treats nothing but that as an absent header', () => {
    expect(matchAccept('json, ,/,application/xml', offered)).toBe('application/xml');
    expect(matchAccept('json', offered)).toBe('application/json');
  });

  test('matches parameters of what is offered, and the closest range decides', () => {
    const versions = ['a/b;v=1', 'a/b;v=2'];
    expect(matchAccept('a/b;v=2', versions)).toBe('a/b;v=2');
    expect(matchAccept('a/b, a/b;v=1;q=0.1', versions)).toBe('a/b;v=2');
  });

  test('takes a broken weight for 1', () => {
    expect(matchAccept('application/json;q=0.5, application/xml;q=high', offered)).toBe('application/xml');
    expect(matchAccept('application/json;q=5', offered)).toBe('application/json');
  });

  test('has nothing to choose from nothing', () => {
    expect(matchAccept(undefined, [])).toBeUndefined();
  });
});
