import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { newProblem, type ProblemCode } from './codes.ts';
import { readDocument, type SourceText } from './document.ts';
import { atPointer, isObject, type Json, type JsonObject, setMember, toPointer } from './json.ts';
import {
  type DocumentNode,
  decodeFragment,
  findTarget,
  localTarget,
  type NodeKind,
  walkDocument,
  walkPart,
} from './openapi-nodes.ts';
import type { Positions } from './positions.ts';
import type { Problem } from './problem.ts';

/** Root word under which other files that the document refers to are kept, each by its path. */
export const REFERENCED_FILES = 'x-referenced-files';

/** What became of the references of a document. */
export interface LinkedDocument {
  readonly problems: readonly Problem[];
  /** Objects whose reference was broken; they are empty now, and further complaints about them are noise. */
  readonly broken: WeakSet<object>;
}

interface Linking {
  readonly root: JsonObject;
  /** Absolute path of the document. */
  readonly file: string;
  /** Its path as it was given. */
  readonly shown: string;
  readonly positions: Positions;
  readonly files: Map<string, SourceText>;
  readonly walked: Set<string>;
  readonly problems: Problem[];
  readonly broken: WeakSet<object>;
}

interface Part {
  readonly kind: NodeKind;
  readonly value: JsonObject;
  readonly pointer: string;
  readonly file: string;
}

/**
 * Makes every reference of the document a local one, in place: files that it refers to (relative paths only) are
 * read and kept under `x-referenced-files`. References that lead nowhere, to the network or in a circle are
 * problems, and are replaced by an empty object.
 */
export async function linkReferences(root: JsonObject, file: string, positions: Positions): Promise<LinkedDocument> {
  const linking: Linking = {
    root,
    file: resolve(file),
    shown: file,
    positions,
    files: new Map(),
    walked: new Set(),
    problems: [],
    broken: new WeakSet(),
  };
  const pending: Part[] = [];
  for (const node of walkDocument(root).values()) pending.push(...(await linkNode(node, linking.file, linking)));
  for (const part of pending) {
    for (const node of walkPart(part.value, part.kind, part.pointer)) {
      pending.push(...(await linkNode(node, part.file, linking)));
    }
  }
  breakCircles(linking);
  return linking;
}

/** Parts of other files that the node's reference brought in. */
async function linkNode(node: DocumentNode, file: string, linking: Linking): Promise<Part[]> {
  if (!isObject(node.value) || node.value['$ref'] === undefined) return [];
  const reference = node.value['$ref'];
  if (typeof reference !== 'string') {
    refuse('ref-unresolved', node, `$ref: ${JSON.stringify(reference)}`, 'a string such as "#/components/…"', linking);
    return [];
  }
  if (reference.startsWith('#')) return linkLocal(node, node.value, reference, file, linking);
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(reference)) {
    refuse('ref-remote', node, reference, 'a reference into this file or a relative path', linking);
    return [];
  }
  return await linkFile(node, node.value, reference, file, linking);
}

function linkLocal(node: DocumentNode, value: JsonObject, reference: string, file: string, linking: Linking): Part[] {
  if (reference !== '#' && !reference.startsWith('#/')) {
    refuse('ref-unresolved', node, reference, 'a JSON pointer such as #/components/schemas/User', linking);
    return [];
  }
  if (file === linking.file) {
    const pointer = decodeFragment(reference.slice(1));
    // A circle is reported as such later.
    if (atPointer(linking.root, pointer) !== undefined || findTarget(linking.root, pointer) !== undefined) return [];
    refuse('ref-unresolved', node, reference, knownSiblings(linking.root, reference), linking);
    return [];
  }
  return linkPart(node, value, file, reference.slice(1), linking);
}

async function linkFile(
  node: DocumentNode,
  value: JsonObject,
  reference: string,
  from: string,
  linking: Linking,
): Promise<Part[]> {
  const [path = '', fragment = ''] = reference.split('#');
  const file = resolve(dirname(from), decodeFragment(path));
  if (file === linking.file) {
    value['$ref'] = `#${fragment}`;
    return linkLocal(node, value, `#${fragment}`, file, linking);
  }
  if (!linking.files.has(file)) {
    // People see the path as they gave the first one: relative or not.
    const shown = isAbsolute(linking.shown) ? file : relative('', file);
    const source = await readDocument(shown, linking.positions);
    linking.files.set(file, source);
    // A missing file is told where it is referred to.
    linking.problems.push(...source.problems.filter(({ code }) => !code.startsWith('file-')));
  }
  return linkPart(node, value, file, fragment, linking);
}

/** Points the node at the part of a file that is kept under the root word, and yields the part when it is new. */
function linkPart(node: DocumentNode, value: JsonObject, file: string, fragment: string, linking: Linking): Part[] {
  const source = linking.files.get(file)?.value;
  const target = source && atPointer(source, decodeFragment(fragment));
  if (source === undefined || target === undefined) {
    const expected = source === undefined ? 'a readable file' : knownSiblings(source, `#${fragment}`);
    refuse('ref-unresolved', node, String(value['$ref']), expected, linking);
    return [];
  }
  const kept = toPointer([REFERENCED_FILES, keepFile(file, source, linking)]);
  value['$ref'] = `#${encodeURI(kept)}${fragment}`;
  const pointer = kept + decodeFragment(fragment);
  if (linking.walked.has(pointer) || !isObject(target)) return [];
  linking.walked.add(pointer);
  return [{ kind: node.kind, value: target, pointer, file }];
}

function keepFile(file: string, source: JsonObject, linking: Linking): string {
  const existing = linking.root[REFERENCED_FILES];
  const files = isObject(existing) ? existing : {};
  linking.root[REFERENCED_FILES] = files;
  const name = relative(dirname(linking.file), file);
  if (!Object.hasOwn(files, name)) setMember(files, name, source);
  return name;
}

function breakCircles(linking: Linking): void {
  for (const node of walkDocument(linking.root).values()) {
    if (!isObject(node.value) || !leadsToItself(node.value, linking.root)) continue;
    refuse('ref-circle', node, String(node.value['$ref']), 'a reference that ends at a value', linking);
  }
}

function leadsToItself(start: JsonObject, root: JsonObject): boolean {
  const seen = new Set<Json | undefined>();
  for (let current: Json | undefined = start; current !== undefined && !seen.has(current); ) {
    seen.add(current);
    const target = localTarget(current);
    current = target === undefined ? undefined : atPointer(root, target);
    if (current === start) return true;
  }
  return false;
}

function refuse(code: ProblemCode, node: DocumentNode, found: string, expected: string, linking: Linking): void {
  if (!isObject(node.value)) return;
  const pointer = `${node.pointer}/$ref`;
  linking.problems.push(
    newProblem(
      code,
      linking.positions.spotOf(node.value, '$ref')?.() ?? { file: linking.shown, line: 1, column: 1 },
      pointer,
      found,
      expected,
    ),
  );
  for (const name of Object.keys(node.value)) delete node.value[name];
  linking.broken.add(node.value);
}

/** Names that stand where the reference looks, so that a typo is seen at once. */
function knownSiblings(root: JsonObject, reference: string): string {
  const pointer = decodeFragment(reference.slice(1));
  const parent = atPointer(root, pointer.slice(0, pointer.lastIndexOf('/')));
  const names = isObject(parent) ? Object.keys(parent) : [];
  if (names.length === 0) return 'a reference to something that exists';
  return `one of ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`;
}
