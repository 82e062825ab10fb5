import type { Condition } from './behaviour.ts';
import { type CompileFits, compileConditions } from './condition.ts';
import { compileExpression, EXPRESSIONS, type Read } from './expression.ts';
import { isObject, type Json, type JsonObject, setMember } from './json.ts';
import type { Scope } from './scope.ts';

/** Renders a template in a scope; undefined when all of it is absent. */
export type Render = Read;

/** The renderer of a template: a JSON value with expressions and directives. Compiled once, called per answer. */
export function compileTemplate(template: Json, fits: CompileFits): Render {
  if (typeof template === 'string') return compileString(template);
  if (Array.isArray(template)) return compileArray(template, fits);
  if (!isObject(template)) return () => template;
  for (const [directive, compile] of Object.entries(DIRECTIVES)) {
    if (Object.hasOwn(template, directive)) return compile(template, fits);
  }
  return compileObject(template, fits);
}

/** The renderer of a text template; absent values are left out of the text. */
export function compileText(template: string): (scope: Scope) => string {
  const render = compileString(template);
  return (scope) => textOf(render(scope));
}

/** True when the value holds an expression or a directive anywhere, so that it must be rendered before it is an example. */
export function isTemplate(value: Json): boolean {
  if (typeof value === 'string') return new RegExp(EXPRESSIONS.source).test(value);
  if (Array.isArray(value)) return value.some(isTemplate);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, member]) => Object.hasOwn(DIRECTIVES, name) || isTemplate(member));
}

type CompileDirective = (template: JsonObject, fits: CompileFits) => Render;

const DIRECTIVES: Readonly<Record<string, CompileDirective>> = {
  'x-each': compileEach,
  'x-merge': compileMerge,
  'x-when': compileWhen,
  'x-split': compileSplit,
};

function compileString(template: string): Render {
  const found = template.match(EXPRESSIONS);
  if (!found) return () => template;
  if (found.length === 1 && found[0] === template) return compileExpression(template);
  const texts = template.split(EXPRESSIONS);
  const reads = found.map(compileExpression);
  return (scope) => texts.map((text, index) => text + textOf(reads[index]?.(scope))).join('');
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function compileArray(template: readonly Json[], fits: CompileFits): Render {
  const renders = template.map((element) => compileTemplate(element, fits));
  return (scope) => renders.map((render) => render(scope)).filter((value) => value !== undefined);
}

function compileObject(template: JsonObject, fits: CompileFits): Render {
  const members = Object.entries(template).map(([name, value]) => [name, compileTemplate(value, fits)] as const);
  return (scope) => {
    const result: JsonObject = {};
    for (const [name, render] of members) {
      const value = render(scope);
      if (value !== undefined) setMember(result, name, value);
    }
    return result;
  };
}

/** `{ x-each: list, value }` is a list, `{ x-each: list, key, value }` an object of lists. */
function compileEach(template: JsonObject, fits: CompileFits): Render {
  const list = compileTemplate(template['x-each'] ?? null, fits);
  const value = compileTemplate(template['value'] ?? '{$each}', fits);
  const key = template['key'] === undefined ? undefined : compileTemplate(template['key'], fits);
  const source = template['x-each'];
  return (scope) => {
    const elements = list(scope);
    if (!Array.isArray(elements)) return undefined;
    const scopes = elements.map((element) => elementScope(scope, source, element));
    if (!key) return scopes.map(value).filter((rendered) => rendered !== undefined);
    return groupByKey(scopes, key, value);
  };
}

function elementScope(scope: Scope, source: Json | undefined, element: Json): Scope {
  if (source === '{$violations}' && isObject(element)) return { ...scope, each: element, violation: element };
  if (source === '{$records}' && isObject(element)) return { ...scope, each: element, record: element };
  return { ...scope, each: element };
}

function groupByKey(scopes: readonly Scope[], key: Render, value: Render): JsonObject {
  const groups: JsonObject = {};
  for (const scope of scopes) {
    const name = textOf(key(scope));
    const rendered = value(scope);
    if (rendered === undefined) continue;
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (Array.isArray(group)) group.push(rendered);
    else setMember(groups, name, [rendered]);
  }
  return groups;
}

function compileMerge(template: JsonObject, fits: CompileFits): Render {
  const parts = template['x-merge'];
  const renders = (Array.isArray(parts) ? parts : []).map((part) => compileTemplate(part, fits));
  return (scope) => {
    const result: JsonObject = {};
    for (const render of renders) {
      const part = render(scope);
      if (!isObject(part)) continue;
      for (const [name, value] of Object.entries(part)) setMember(result, name, value);
    }
    return result;
  };
}

function compileWhen(template: JsonObject, fits: CompileFits): Render {
  const conditions = template['x-when'];
  const list = Array.isArray(conditions) ? conditions : [conditions];
  const holds = compileConditions(list.flatMap(toCondition), fits);
  const value = compileTemplate(template['value'] ?? null, fits);
  const otherwise = template['else'] === undefined ? undefined : compileTemplate(template['else'], fits);
  return (scope) => (holds(scope) ? value(scope) : otherwise?.(scope));
}

function toCondition(value: Json | undefined): Condition[] {
  if (!isObject(value) || typeof value['the'] !== 'string') return [];
  const { the, is, isNot, in: list } = value;
  const given = { ...(is !== undefined && { is }), ...(isNot !== undefined && { isNot }) };
  return [{ the, ...given, ...(typeof list === 'string' && { in: list }) }];
}

function compileSplit(template: JsonObject, fits: CompileFits): Render {
  const text = compileTemplate(template['x-split'] ?? null, fits);
  const separator = typeof template['by'] === 'string' ? template['by'] : ',';
  return (scope) => {
    const value = text(scope);
    if (typeof value !== 'string') return undefined;
    return value
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  };
}
