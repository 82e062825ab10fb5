import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CheckedDocument } from './build.ts';
import type { JsonObject } from './json.ts';

/** Name of the file beside a contract that holds it checked and dereferenced; the build writes it. */
export const PREPARED_NAME = 'contract.json';

/** What the file holds. */
export interface Prepared {
  /** sha256 (hex) of the document that it was made from. */
  readonly sha256: string;
  readonly document: JsonObject;
}

/**
 * The document that the build prepared from this very file: reading YAML and checking it again would take most of the start.
 * Undefined when there is none, or when the file has changed since.
 */
export function readPrepared(file: string): CheckedDocument | undefined {
  const path = join(dirname(file), PREPARED_NAME);
  if (!file.endsWith('openapi.yaml') || !existsSync(path)) return undefined;
  const prepared: Prepared = JSON.parse(readFileSync(path, 'utf8'));
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  return prepared.sha256 === sha256 ? { file, sha256, document: prepared.document, readings: {} } : undefined;
}
