import { describe, expect, test } from 'vitest';
import { type ActualAnswer, answerDifferences } from './answer-difference.ts';
import type { ExampleAnswer } from './http-file.ts';

const guid = '3F2504E0-4F89-11D3-9A0C-0305E82C3301';

function differences(expected: Partial<ExampleAnswer>, actual: Partial<ActualAnswer>): string[] {
  return answerDifferences(
    { line: 1, status: 200, reasonPhrase: undefined, headers: [], body: undefined, ...expected },
    { status: 200, reasonPhrase: 'OK', headers: [], body: '', ...actual },
  );
}

describe('status and reason phrase', () => {
  test('must be equal', () => {
    expect(differences({ status: 400, reasonPhrase: 'In Use' }, { status: 200, reasonPhrase: 'OK' })).toEqual([
      'status: expected 400, got 200',
      'reason phrase: expected "In Use", got "OK"',
    ]);
    expect(differences({ status: 400, reasonPhrase: 'In Use' }, { status: 400, reasonPhrase: 'In Use' })).toEqual([]);
  });
  test('a phrase that is not written is not judged', () => {
    expect(differences({}, { reasonPhrase: 'Fine' })).toEqual([]);
  });
});

describe('headers', () => {
  test.each([
    ['the name in any case', 'x-a', 'b', []],
    ['a missing one', 'X-B', 'b', ['header X-B: expected "b", it is missing']],
    ['another value', 'X-A', 'B', ['header X-A: expected "B", got "b"']],
    ['a media type without its parameters', 'Content-Type', 'Application/JSON; charset=utf-8', []],
    [
      'another media type',
      'Content-Type',
      'text/json',
      ['header Content-Type: expected "text/json", got "application/json;q=1"'],
    ],
    ['a placeholder inside', 'Location', '/users/{{guid}}/', []],
    [
      'a placeholder that does not fit',
      'Location',
      '/users/{{digits}}/',
      [`header Location: expected "/users/{{digits}}/", got "/users/${guid}/"`],
    ],
    ['one of several lines', 'Link', '</b>', []],
    ['one that must not be there and is not', 'X-B', '{{absent}}', []],
    ['one that must not be there and is', 'x-a', '{{absent}}', ['header x-a: expected none, got "b"']],
    [
      'every line of one that must not be there',
      'Link',
      '{{absent}}',
      ['header Link: expected none, got "</a>"', 'header Link: expected none, got "</b>"'],
    ],
  ])('%s', (_, name, value, expected) => {
    const headers: [string, string][] = [
      ['X-A', 'b'],
      ['content-type', 'application/json;q=1'],
      ['Location', `/users/${guid}/`],
      ['Link', '</a>'],
      ['Link', '</b>'],
    ];
    expect(differences({ headers: [[name, value]] }, { headers })).toEqual(expected);
  });
});

describe('bodies', () => {
  test.each([
    ['JSON in another order of members', '{"a":1,"b":[true,null]}', '{ "b": [true, null], "a": 1 }'],
    [
      'placeholders in JSON',
      '["{{guid}}","{{hex24}}","{{any}}","{{any}}"]',
      `["${guid}","${'0a'.repeat(12)}",null,{"a":1}]`,
    ],
    ['times', '["{{rfc3339}}","{{rfc3339}}"]', '["2026-01-02T03:04:05.678Z","2026-01-02T03:04:05+01:00"]'],
    ['secrets and digits', '["{{secret}}","{{digits}}"]', '["aB3_-.~aB3_-","123"]'],
    ['text that looks like a pattern', '"a.c(d) {{digits}}"', '"a.c(d) 1"'],
    ['XML with other white space', '<a b="1" c="2">\n  <d>x</d>\n</a>', '<a c="2" b="1"><d>x</d></a>'],
    ['XML written otherwise', '<a><b/>&lt;{{any}}</a>', '<?xml version="1.0"?><a><b></b><![CDATA[<]]>é</a>'],
    ['placeholders in XML', '<a>{{guid}}</a>', `<a>${guid}</a>`],
    ['plain text', 'Hello {{digits}}', 'Hello 12\n'],
    ['an empty body', '', ''],
  ])('%s fits', (_, expected, actual) => {
    expect(differences({ body: expected }, { body: actual })).toEqual([]);
  });
  test('that are not written are not judged', () => {
    expect(differences({}, { body: 'anything' })).toEqual([]);
  });
  test.each([
    ['a value', '{"a":{"b":[1]}}', '{"a":{"b":[2]}}', 'body/a/b/0: expected 1, got 2'],
    ['a type', '["1"]', '[1]', 'body/0: expected "1", got 1'],
    ['a missing member', '{"a":1}', '{}', 'body/a: expected 1, it is missing'],
    ['an extra member', '{}', '{"Password":"x"}', 'body/Password: expected nothing, got "x"'],
    ['an extra element', '[]', '[1]', 'body/0: expected nothing, got 1'],
    ['an absent value where any is expected', '["{{any}}"]', '[]', 'body/0: expected "{{any}}", it is missing'],
    ['a placeholder', '["{{guid}}"]', '["x"]', 'body/0: expected "{{guid}}", got "x"'],
    ['a number for digits', '["{{digits}}"]', '[1]', 'body/0: expected "{{digits}}", got 1'],
    ['a list for an object', '{}', '[]', 'body: expected {}, got []'],
    ['text for JSON', '[]', 'oops', 'body: expected JSON, got "oops"'],
    ['XML text', '<a><b>x</b></a>', '<a><b>y</b></a>', 'body/0/<a>/0/<b>/0: expected "x", got "y"'],
    ['an XML name', '<a/>', '<b/>', 'body/0/<a>: expected [], it is missing'],
    ['an XML attribute', '<a x="1"/>', '<a x="2"/>', 'body/0/<a>/0/@x: expected "1", got "2"'],
    ['JSON for XML', '<a/>', '{}', 'body: expected XML, got "{}"'],
    ['plain text', 'yes', 'no', 'body: expected "yes", got "no"'],
    ['a body where none may be', '', ' ', 'body: expected "", got " "'],
  ])('%s that differs is told', (_, expected, actual, difference) => {
    expect(differences({ body: expected }, { body: actual })).toContain(difference);
  });
});
