import { isObject, type Json } from './json.ts';

type Say = (name: string, value: Json) => string;

/** Longest list of values that a sentence spells out. */
const MOST_VALUES = 10;

const SENTENCES: Readonly<Record<string, Say>> = {
  required: (name) => `${name} is required.`,
  type: (name, value) => `${name} is of type ${Array.isArray(value) ? value.join(' or ') : String(value)}.`,
  enum: (name, value) => `${name} is ${sayValues(value)}.`,
  const: (name, value) => `${name} is ${JSON.stringify(value)}.`,
  format: (name, value) => `${name} has the format ${String(value)}.`,
  minLength: (name, value) => `${name} is at least ${plural(value, 'character')} long.`,
  maxLength: (name, value) => `${name} is at most ${plural(value, 'character')} long.`,
  pattern: (name, value) => `${name} matches the regular expression ${String(value)}`,
  minimum: (name, value) => `${name} is ${String(value)} or more.`,
  exclusiveMinimum: (name, value) => `${name} is more than ${String(value)}.`,
  maximum: (name, value) => `${name} is ${String(value)} or less.`,
  exclusiveMaximum: (name, value) => `${name} is less than ${String(value)}.`,
  multipleOf: (name, value) => `${name} is a multiple of ${String(value)}.`,
  minItems: (name, value) => `${name} has at least ${plural(value, 'element')}.`,
  maxItems: (name, value) => `${name} has at most ${plural(value, 'element')}.`,
  uniqueItems: (name) => `${name} holds no element twice.`,
  additionalProperties: (name) => `${name} has no members but the declared ones.`,
  anyOf: (name, value) => `${name} fits at least one of ${sayAlternatives(value)}.`,
  oneOf: (name, value) => `${name} fits exactly one of ${sayAlternatives(value)}.`,
  default: (name, value) => `${name} is ${JSON.stringify(value)} when it is not sent.`,
};

/** One sentence that says what a keyword promises about a value. */
export function sayKeyword(name: string, keyword: string, value: Json): string {
  const say = SENTENCES[keyword];
  return say ? say(name, value) : `${name} fits the keyword ${keyword}.`;
}

function plural(count: Json, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function sayValues(value: Json): string {
  const values = Array.isArray(value) ? value : [value];
  if (values.length > MOST_VALUES) return `one of ${values.length} listed values`;
  return `one of ${values.map((member) => JSON.stringify(member)).join(', ')}`;
}

function sayAlternatives(value: Json): string {
  if (!Array.isArray(value)) return 'its alternatives';
  const names = value.map((schema) =>
    isObject(schema) && Array.isArray(schema['required']) ? schema['required'].join(' and ') : undefined,
  );
  return names.every((name) => name !== undefined)
    ? names.map((name) => `"with ${name}"`).join(', ')
    : `${value.length} alternatives`;
}
