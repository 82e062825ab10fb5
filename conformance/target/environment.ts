import { isObject, type Json, type JsonObject, setMember, toPointer } from '../../specs/json.ts';
import type { Fault } from './fault.ts';

/** The environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that was put in. */
export interface Variable {
  readonly name: string;
  /** Secret. */
  readonly value: string;
}

/** A value with `${env:NAME}` replaced in its texts. */
export interface Replaced {
  readonly value: Json;
  readonly variables: readonly Variable[];
  /** Variables that are missing or empty. */
  readonly faults: readonly Fault[];
}

/** Replaces `${env:NAME}` in all texts of a value, but not in names of members. */
export function replaceEnvironment(value: Json, env: Environment): Replaced {
  const variables: Variable[] = [];
  const faults: Fault[] = [];
  return { value: replace(value, []), variables, faults };

  function replace(part: Json, path: readonly (string | number)[]): Json {
    if (typeof part === 'string') return part.replace(/\$\{env:([^}]*)\}/g, (_, name: string) => read(name, path));
    if (Array.isArray(part)) return part.map((element, index) => replace(element, [...path, index]));
    if (!isObject(part)) return part;
    const copy: JsonObject = {};
    for (const [name, member] of Object.entries(part)) setMember(copy, name, replace(member, [...path, name]));
    return copy;
  }

  function read(name: string, path: readonly (string | number)[]): string {
    const found = readVariable(name, env);
    if (typeof found === 'string') variables.push({ name, value: found });
    else faults.push({ ...found, pointer: toPointer(path) });
    return typeof found === 'string' ? found : '';
  }
}

/** The value of a variable, or what is wrong with it: a secret that is empty was mostly not handed on. */
export function readVariable(name: string, env: Environment): string | Omit<Fault, 'pointer'> {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value !== undefined && value !== '') return value;
  const state = value === undefined ? 'is not set' : 'is empty';
  return { found: `\${env:${name}}, and the variable ${name} ${state}`, expected: `the variable ${name} with a value` };
}
