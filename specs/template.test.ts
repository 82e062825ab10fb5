import { describe, expect, test } from 'vitest';
import { compileConditions } from './condition.ts';
import { ExpressionError } from './expression.ts';
import type { Json } from './json.ts';
import { EMPTY_SCOPE, type Scope } from './scope.ts';
import { compileTemplate, compileText, isTemplate } from './template.ts';

const violations = [
  { field: 'a', message: 'one' },
  { field: 'b', message: 'two' },
  { field: 'a', message: 'three' },
];
const scope: Scope = {
  ...EMPTY_SCOPE,
  request: {
    method: 'POST',
    path: { id: '7' },
    query: { q: 'x' },
    headers: { 'x-key': 'k' },
    body: { list: [1, { deep: true }], 'a/b': 'slash', nil: null, numbers: [5, 7], others: [8, 7], empty: [] },
  },
  item: { n: 5, text: 'T', groups: ' a, ,b ' },
  record: { id: 'r1', __proto__: null },
  records: [{ id: 'r1' }, { id: 'r2' }],
  violation: violations[0],
  violations,
  caller: { name: 'admin' },
  fact: (name) => (name === 'seats' ? 3 : undefined),
  now: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  fresh: (kind) => `<${kind}>`,
  base: 'http://mock.test/x',
};
const fits = (schema: Json) => (value: Json) => JSON.stringify(schema) === JSON.stringify({ enum: [value] });
const render = (template: Json) => compileTemplate(template, fits)(scope);

test.each<[string, Json | undefined]>([
  ['{$method}', 'POST'],
  ['{$request.body#/list/1/deep}', true],
  ['{$request.body#/a~1b}', 'slash'],
  ['{$request.body#/nil}', null],
  ['{$request.body#/constructor}', undefined],
  ['{$request.body#/list/-1}', undefined],
  ['{$request.query.q}', 'x'],
  ['{$request.header.X-Key}', 'k'],
  ['{$request.path.id}', '7'],
  ['{$item#/n}', 5],
  ['{$records}', [{ id: 'r1' }, { id: 'r2' }]],
  ['{$caller#/name}', 'admin'],
  ['{$fact#/seats}', 3],
  ['{$fact#/other}', undefined],
  ['{$new#/guid}', '<guid>'],
  ['{$base}', 'http://mock.test/x'],
  ['{$mount}', '/x'],
  ['{$now#/rfc3339}', '2026-01-02T03:04:05.678Z'],
  ['{$now#/rfc3339-micro}', '2026-01-02T03:04:05.678000Z'],
  ['{$now#/rfc3339-offset}', '2026-01-02T03:04:05.678+00:00'],
  ['{$now#/naive}', '2026-01-02T03:04:05'],
  ['{$now#/dotnet}', '/Date(1767323045678)/'],
  ['{$now#/unix}', 1767323045],
])('%s names %j', (expression, value) => {
  expect(render(expression)).toEqual(value);
});

test.each([
  '{$nothing}',
  '{$request.cookie.a}',
  '{$request.query}',
  '{$new#/uuid9}',
  '{$now#/noon}',
  '{$item.x}',
  '{$Bad}',
  '{$fact}',
])('%s is refused when it is compiled', (expression) => {
  expect(() => compileTemplate(expression, fits)).toThrow(ExpressionError);
});

test('inside a text every value is inserted as text, absent ones as nothing', () => {
  expect(compileText('{$item#/n} of {$records}{$item#/none}.')(scope)).toBe('5 of [{"id":"r1"},{"id":"r2"}].');
  expect(compileText('plain {text}')(scope)).toBe('plain {text}');
});

test('absent members and elements are left out, null stays', () => {
  expect(render({ a: '{$item#/none}', b: '{$request.body#/nil}', c: ['{$item#/none}', 1] })).toEqual({
    b: null,
    c: [1],
  });
});

describe('directives', () => {
  test('x-each makes a list, with the element as $each and by its own name', () => {
    expect(render({ 'x-each': '{$violations}', value: '{$violation#/field}: {$each#/message}' })).toEqual([
      'a: one',
      'b: two',
      'a: three',
    ]);
    expect(render({ 'x-each': '{$records}', value: { Id: '{$record#/id}' } })).toEqual([{ Id: 'r1' }, { Id: 'r2' }]);
    expect(render({ 'x-each': '{$item#/none}', value: 1 })).toBeUndefined();
  });

  test('x-each with a key groups by it', () => {
    const grouped = { 'x-each': '{$violations}', key: '{$violation#/field}', value: '{$violation#/message}' };
    expect(render(grouped)).toEqual({ a: ['one', 'three'], b: ['two'] });
  });

  test('x-merge, x-when and x-split', () => {
    expect(render({ 'x-merge': ['{$item}', { n: 6 }, '{$item#/text}'] })).toMatchObject({ n: 6, text: 'T' });
    const when = { 'x-when': [{ the: '{$item#/text}', is: { const: 'T' } }], value: 'yes', else: 'no' };
    expect(render(when)).toBe('yes');
    expect(render({ ...when, 'x-when': [{ the: '{$item#/n}', in: '{$request.body#/others}' }] })).toBe('no');
    expect(render({ ...when, 'x-when': { the: '{$item#/none}', is: true } })).toBe('no');
    expect(render({ 'x-split': '{$item#/groups}', by: ',' })).toEqual(['a', 'b']);
  });

  test('a member named __proto__ is a member like any other', () => {
    const group = { 'x-each': [{ name: '__proto__' }], key: '{$each#/name}', value: 1 };
    expect(JSON.stringify(render(group))).toBe('{"__proto__":[1]}');
  });
});

test('isTemplate finds expressions and directives at any depth', () => {
  expect([{ a: ['x {$item}'] }, { a: { 'x-each': [] } }, '{$base}'].map(isTemplate)).toEqual([true, true, true]);
  expect([{ a: ['x'] }, null, 5, '{item}'].map((value) => isTemplate(value as Json))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(isTemplate('{$base}') && isTemplate('{$base}')).toBe(true);
});

test.each([
  [{ the: '{$item#/n}', is: { const: 5 } }, true],
  [{ the: '{$item#/n}', is: { const: 6 } }, false],
  [{ the: '{$item#/n}', is: { enum: [5] } }, true],
  [{ the: '{$item#/n}', isNot: { const: 5 } }, false],
  [{ the: '{$item#/none}', is: true }, false],
  [{ the: '{$item#/none}', isNot: true }, true],
  [{ the: '{$item#/none}', is: { const: 5 } }, false],
  [{ the: '{$item#/n}', is: true, isNot: { const: 6 } }, true],
  [{ the: '{$item#/n}', in: '{$request.body#/numbers}' }, true],
  [{ the: '{$item#/text}', in: '{$request.body#/numbers}' }, false],
  [{ the: '{$request.body#/numbers}', in: '{$item#/n}' }, true],
  [{ the: '{$request.body#/numbers}', in: '{$request.body#/others}' }, true],
  [{ the: '{$request.body#/empty}', in: '{$request.body#/others}' }, false],
  [{ the: '{$request.body#/numbers}', in: '{$item#/none}' }, false],
  [{ the: '{$item#/none}', in: '{$request.body#/numbers}' }, false],
  [{ the: '{$item#/n}', is: { type: 'string' }, in: '{$request.body#/numbers}' }, false],
  [{ the: '{$item#/n}', isNot: { const: 5 }, in: '{$request.body#/numbers}' }, false],
])('the condition %j holds: %j', (condition, holds) => {
  expect(compileConditions([condition], fits)(scope)).toBe(holds);
});
