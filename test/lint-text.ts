import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadChoices, type LoadedDocument, loadDocument } from '../specs/load.ts';
import type { Problem } from '../specs/problem.ts';

/** Texts by file name; `openapi.yaml` is the one that is loaded unless another is named. */
export type Files = Readonly<Record<string, string>>;

/** Loads a document from files that exist only meanwhile. */
export async function loadFiles(
  files: Files,
  choices: LoadChoices = {},
  name = 'openapi.yaml',
): Promise<LoadedDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'doublecheck-'));
  try {
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
    const overlays = choices.overlays?.map((overlay) => join(folder, overlay));
    return await loadDocument(join(folder, name), { ...choices, ...(overlays && { overlays }) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the lint says about a text, each problem as `line:column code: found; expected`. */
export async function lintText(text: string, choices: LoadChoices = {}): Promise<string[]> {
  const { problems } = await loadFiles({ 'openapi.yaml': text }, choices);
  return problems.map(sayProblem);
}

/** A problem as `line:column code: found; expected`, without its file and advice. */
export function sayProblem({ line, column, code, found, expected }: Problem): string {
  return `${line}:${column} ${code}: ${found}; ${expected}`;
}

/** A small OpenAPI document without faults, whose text from the third line on is given. */
export function openapi(rest: string, version = '3.1.1'): string {
  return `openapi: ${version}\ninfo: { title: Test, version: '1' }\n${rest}`;
}
