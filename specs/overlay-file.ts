import { dirname, resolve } from 'node:path';
import { newProblem } from './codes.ts';
import { describedComplaints } from './complaints.ts';
import { readDocument, type SourceText } from './document.ts';
import { extensionValidator } from './extension.ts';
import { asArray, type JsonObject } from './json.ts';
import { createLocator } from './locate.ts';
import type { Place, Positions } from './positions.ts';
import type { Problem } from './problem.ts';

/** A document after the overlays that lead to it. */
export interface OverlaidFile {
  /** The OpenAPI file at the end of the chain. */
  readonly file: string;
  /** sha256 (hex) of the bytes of the file that was asked for. */
  readonly sha256: string;
  readonly value: JsonObject | undefined;
  readonly problems: readonly Problem[];
}

/** The document of a file: when the file is an overlay, what it extends, changed by its actions. */
export async function readOverlaid(file: string, positions: Positions): Promise<OverlaidFile> {
  return await readChain(file, positions, []);
}

/** The document changed by the actions of an overlay file, whatever that file extends. */
export async function applyOverlayFile(
  document: JsonObject,
  file: string,
  positions: Positions,
): Promise<{ document: JsonObject; problems: readonly Problem[] }> {
  const overlay = await readDocument(file, positions);
  if (overlay.value === undefined) return { document, problems: overlay.problems };
  const invalid = checkOverlay(overlay, overlay.value, positions);
  if (invalid.length > 0) return { document, problems: [...overlay.problems, ...invalid] };
  const { applyActions } = await import('./overlay.ts');
  const { document: changed, problems } = applyActions(document, asArray(overlay.value['actions']), positions);
  return { document: changed, problems: [...overlay.problems, ...problems] };
}

async function readChain(file: string, positions: Positions, chain: readonly string[]): Promise<OverlaidFile> {
  const source = await readDocument(file, positions);
  const { value, problems, sha256 } = source;
  if (value?.['overlay'] === undefined) return { file, sha256, value, problems };
  const invalid = [...problems, ...checkOverlay(source, value, positions)];
  if (invalid.length > 0) return { file, sha256, value: undefined, problems: invalid };
  const placeOf = placesOf(source, value, positions);
  const path = String(value['extends'] ?? '');
  const base = resolve(dirname(file), path);
  if (path === '') {
    const problem = newProblem(
      'overlay-invalid',
      placeOf(''),
      '/extends',
      'no member "extends"',
      'the member "extends"',
    );
    return { file, sha256, value: undefined, problems: [problem] };
  }
  if (chain.includes(base) || base === resolve(file)) {
    const problem = newProblem(
      'overlay-cycle',
      placeOf('/extends'),
      '/extends',
      path,
      'an OpenAPI document in the end',
    );
    return { file, sha256, value: undefined, problems: [problem] };
  }
  const below = await readChain(resolveLike(file, path), positions, [...chain, resolve(file)]);
  if (below.value === undefined) return { ...below, sha256 };
  const { applyActions } = await import('./overlay.ts');
  const { document, problems: unapplied } = applyActions(below.value, asArray(value['actions']), positions);
  return { file: below.file, sha256, value: document, problems: [...below.problems, ...unapplied] };
}

/** Relative paths stay relative, so that messages show the path as people wrote it. */
function resolveLike(file: string, path: string): string {
  const folder = dirname(file);
  return folder === '.' || path.startsWith('/') ? path : `${folder}/${path}`.replaceAll('/./', '/');
}

function checkOverlay(source: SourceText, value: JsonObject, positions: Positions): Problem[] {
  const validate = extensionValidator('overlay');
  if (validate(value)) return [];
  const placeOf = placesOf(source, value, positions);
  return describedComplaints(validate.errors, value).map(({ pointer, found, expected }) =>
    newProblem('overlay-invalid', placeOf(pointer), pointer, found, expected),
  );
}

function placesOf({ file }: SourceText, value: JsonObject, positions: Positions): (pointer: string) => Place {
  const find = createLocator(value, positions, file);
  return (pointer) => find(pointer).place;
}
