import { newProblem } from './codes.ts';
import { show } from './complaints.ts';
import { dereference } from './dereference.ts';
import type { JsonObject } from './json.ts';
import { LINT_CHECKS } from './lint/index.ts';
import { runChecks } from './lint/lint-document.ts';
import { createLocator } from './locate.ts';
import { applyOverlayFile, type OverlaidFile, readOverlaid } from './overlay-file.ts';
import { type Place, Positions } from './positions.ts';
import type { Problem } from './problem.ts';
import { applyReadings } from './readings.ts';
import { linkReferences } from './references.ts';

/** A document that was read, changed by overlays and readings, and checked. */
export interface LoadedDocument {
  readonly file: string;
  /** sha256 (hex) of the file's bytes. */
  readonly sha256: string;
  /** The document after overlays and readings, references not followed. */
  readonly raw: JsonObject;
  /** The document without references, circular ones apart. */
  readonly document: JsonObject;
  /** False when there is no document to speak of: no file, no YAML, no version of OpenAPI that is known. */
  readonly isUsable: boolean;
  /** Everything that is wrong with it, by place. */
  readonly problems: readonly Problem[];
  /** Place of a JSON pointer into `raw` or `document`; of the nearest ancestor when there is nothing. */
  readonly locate: (pointer: string) => Place;
}

/** How a document is loaded. */
export interface LoadChoices {
  /** Overlay files, applied in order. */
  readonly overlays?: readonly string[];
  /** Choices by ambiguity. */
  readonly readings?: Readonly<Record<string, string>>;
  /** JSON Schema of the parameters of every rule, by its kind; clauses are not checked against rules without it. */
  readonly ruleSchemas?: Readonly<Record<string, JsonObject>>;
}

/** Reads, changes, links, dereferences and checks a document; reports every problem instead of throwing. */
export async function loadDocument(file: string, choices: LoadChoices = {}): Promise<LoadedDocument> {
  const positions = new Positions();
  const changed = await readChanged(file, choices, positions);
  const { problems, sha256 } = changed;
  const raw = changed.value ?? {};
  const locate = createLocator(raw, positions, changed.file);
  const placeOf = (pointer: string): Place => locate(pointer).place;
  const unusable = changed.value === undefined ? [] : checkVersion(raw, placeOf);
  if (changed.value === undefined || unusable.length > 0) {
    const all = sortProblems([...problems, ...unusable]);
    return { file, sha256, raw, document: raw, isUsable: false, problems: all, locate: placeOf };
  }
  const linked = await linkReferences(raw, changed.file, positions);
  const { document, complaints } = await dereference(raw);
  const found = [
    ...complaints.map(({ pointer, found, expected }) =>
      newProblem('openapi-invalid', placeOf(pointer), pointer, found, expected),
    ),
    ...runChecks(LINT_CHECKS, {
      root: raw,
      document,
      placeOf,
      isReading: changed.isReading,
      ruleSchemas: choices.ruleSchemas,
    }),
  ].filter(({ pointer }) => !locate(pointer).passed.some((node) => linked.broken.has(node)));
  const all = sortProblems(distinct([...problems, ...linked.problems, ...found]));
  return { file, sha256, raw, document, isUsable: true, problems: all, locate: placeOf };
}

/** The file's document after its overlays and readings. */
async function readChanged(
  file: string,
  { overlays = [], readings = {} }: LoadChoices,
  positions: Positions,
): Promise<OverlaidFile & { readonly isReading: boolean }> {
  const base = await readOverlaid(file, positions);
  const problems = [...base.problems];
  let { value } = base;
  for (const overlay of overlays) {
    if (value === undefined) break;
    const changed = await applyOverlayFile(value, overlay, positions);
    value = changed.document;
    problems.push(...changed.problems);
  }
  if (value === undefined) return { ...base, value, problems, isReading: false };
  const locate = createLocator(value, positions, base.file);
  const read = await applyReadings(value, readings, positions, (pointer) => locate(pointer).place);
  return {
    ...base,
    value: read.document,
    problems: [...problems, ...read.problems],
    isReading: read.document !== value,
  };
}

function checkVersion(raw: JsonObject, placeOf: (pointer: string) => Place): Problem[] {
  const { openapi, swagger } = raw;
  if (typeof openapi === 'string' && /^3\.(0\.[0-4]|1\.[0-2])$/.test(openapi)) return [];
  const [name, value] = openapi === undefined && swagger !== undefined ? ['swagger', swagger] : ['openapi', openapi];
  const found = value === undefined ? 'no member "openapi"' : `${name}: ${show(value)}`;
  const expected = 'openapi: 3.0.0 to 3.0.4, or 3.1.0 to 3.1.2';
  return [newProblem('version-unsupported', placeOf(`/${name}`), `/${name}`, found, expected)];
}

/** One place is complained about once: what our own checks say is clearer than what the schemas of OpenAPI say. */
function distinct(problems: readonly Problem[]): Problem[] {
  const placeOf = ({ file, line, column }: Problem): string => `${file}:${line}:${column}`;
  const explained = new Set(problems.filter(({ code }) => code !== 'openapi-invalid').map(placeOf));
  const byText = new Map<string, Problem>();
  for (const problem of problems) {
    if (problem.code === 'openapi-invalid' && explained.has(placeOf(problem))) continue;
    byText.set(`${placeOf(problem)} ${problem.code} ${problem.found} ${problem.expected}`, problem);
  }
  return [...byText.values()];
}

function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
