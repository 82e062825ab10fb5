import { isObject, type Json, type JsonObject, toPointer } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import { isTemplate } from '../template.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';
import { type Direction, mismatches } from './mismatches.ts';
import { follow } from './operations.ts';
import { renderSample } from './sample.ts';

/**
 * The examples of media types, parameters, headers and schemas fit their schema; those that are templates as they come out
 * for the example request of their operation.
 */
export const exampleMismatch: LintCheck = { code: 'example-mismatch', find };

interface Example {
  readonly value: Json;
  readonly pointer: string;
}

function find(context: LintContext): Finding[] {
  const holders = (['mediaType', 'parameter', 'header'] as const).flatMap(context.all);
  return [
    ...holders.flatMap((node) => checkHolder(node, context)),
    ...context.all('schema').flatMap((node) => checkSchema(node, context)),
  ];
}

function checkHolder(node: DocumentNode, context: LintContext): Finding[] {
  const schema = context.nodes.get(`${node.pointer}/schema`);
  if (schema === undefined || !isObject(node.value)) return [];
  const isText = node.kind === 'mediaType' && !/[/+]json\b/i.test(node.name);
  return examplesOf(node.value, node.pointer, context.root).flatMap(({ value, pointer }) => {
    // Of XML and other text an example may be the text itself, or the value that it stands for.
    if (isText && typeof value === 'string') return [];
    const sample = isTemplate(value) ? renderSample(value, node, context) : value;
    return sample === undefined ? [] : mismatches(sample, pointer, schema, context, directionOf(node));
  });
}

function checkSchema(node: DocumentNode, context: LintContext): Finding[] {
  if (!isObject(node.value)) return [];
  const { example, examples } = node.value;
  const all: Example[] = example === undefined ? [] : [{ value: example, pointer: `${node.pointer}/example` }];
  if (Array.isArray(examples)) {
    examples.forEach((value, index) => {
      all.push({ value, pointer: `${node.pointer}/examples/${index}` });
    });
  }
  return all.flatMap(({ value, pointer }) =>
    isTemplate(value) ? [] : mismatches(value, pointer, node, context, directionOf(node)),
  );
}

function examplesOf(holder: JsonObject, pointer: string, root: JsonObject): Example[] {
  const { example, examples } = holder;
  const named = Object.entries(isObject(examples) ? examples : {}).flatMap(([name, entry]): Example[] => {
    const written = follow(root, entry, pointer + toPointer(['examples', name]));
    const value = written?.value['value'];
    return written === undefined || value === undefined ? [] : [{ value, pointer: `${written.pointer}/value` }];
  });
  return example === undefined ? named : [{ value: example, pointer: `${pointer}/example` }, ...named];
}

function directionOf(node: DocumentNode): Direction {
  for (let current: DocumentNode | undefined = node; current !== undefined; current = current.parent) {
    if (current.kind === 'response') return 'response';
    if (current.kind === 'requestBody' || current.kind === 'parameter') return 'request';
  }
  return 'any';
}
