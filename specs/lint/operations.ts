import { METHODS } from '../build-operation.ts';
import { asArray, asObject, isObject, type Json, type JsonObject, toPointer } from '../json.ts';
import { findTarget } from '../openapi-nodes.ts';
import type { LintContext } from './check.ts';

/** A value with the pointer of the place where it is written, references followed. */
export interface Written {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** An operation under `paths`, with every parameter that it has. */
export interface PathOperation extends Written {
  readonly path: string;
  readonly method: string;
  /** Its own parameters and those of its path item that it does not replace. */
  readonly parameters: readonly Written[];
}

/** The operations under `paths`, path items and parameters followed. Those of callbacks and webhooks have no path. */
export function pathOperations({ root }: LintContext): PathOperation[] {
  return Object.entries(asObject(root['paths'])).flatMap(([path, entry]) => {
    const item = follow(root, entry, toPointer(['paths', path]));
    if (path.startsWith('x-') || item === undefined) return [];
    const shared = parametersOf(root, item);
    return METHODS.flatMap((method) => {
      const value = item.value[method];
      if (!isObject(value)) return [];
      const operation = { value, pointer: `${item.pointer}/${method}` };
      const own = parametersOf(root, operation);
      const inherited = shared.filter(
        (parameter) => !own.some((other) => keyOfParameter(parameter) === keyOfParameter(other)),
      );
      return [{ ...operation, path, method, parameters: [...own, ...inherited] }];
    });
  });
}

/** The parameters listed at a path item or an operation, references followed. */
export function parametersOf(root: JsonObject, { value, pointer }: Written): Written[] {
  return asArray(value['parameters']).flatMap((entry, index) => {
    const parameter = follow(root, entry, `${pointer}/parameters/${index}`);
    return parameter === undefined ? [] : [parameter];
  });
}

/** Place and name of a parameter as one text. */
export function keyOfParameter({ value }: Written): string {
  const name = String(value['name']);
  return `${value['in']} ${value['in'] === 'header' ? name.toLowerCase() : name}`;
}

/** The names in braces in a path, in order. */
export function templateNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** The value that is written there, or that its reference names; undefined when that is no object. */
export function follow(root: JsonObject, value: Json, pointer: string): Written | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value['$ref'] !== 'string') return { value, pointer };
  const target = findTarget(root, pointer);
  return target !== undefined && isObject(target.value) ? { value: target.value, pointer: target.pointer } : undefined;
}
