import type { JsonObject } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import { type EngineCase, onCreate } from './passing.ts';

/** Servers that keep and show another text than the one that was sent. */
export const mangled: readonly EngineCase[] = [
  names('cut-at-20', 'Keeps the first twenty characters of a name.', (name) => [...name].slice(0, 20).join('')),
  names('cut-at-8', 'Keeps the first eight characters of a name.', (name) => [...name].slice(0, 8).join('')),
  names('upper-case', 'Writes names in upper case.', (name) => name.toUpperCase()),
  names('lower-case', 'Writes names in lower case.', (name) => name.toLowerCase()),
  names('html', 'Writes apostrophes and brackets of names as HTML does.', (name) =>
    name.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;'),
  ),
  names('quoted', 'Writes every apostrophe of a name twice.', (name) => name.replaceAll("'", "''")),
  names('no-apostrophe', 'Leaves apostrophes out of names.', (name) => name.replaceAll("'", '')),
  names('no-hyphen', 'Writes blanks for hyphens of names.', (name) => name.replaceAll('-', ' ')),
  names('first-word', 'Keeps the first word of a name.', (name) => name.split(' ')[0] ?? ''),
  names('ascii', 'Writes a question mark for every letter beyond ASCII.', (name) =>
    name.replaceAll(/[^\x20-\x7e]/gu, '?'),
  ),
  names('latin', 'Writes a question mark for every letter beyond Latin 1.', (name) =>
    name.replaceAll(/[^\x20-\xff]/gu, '?'),
  ),
  names('no-accents', 'Writes letters without their accents.', (name) =>
    name.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  ),
  names('no-astral', 'Loses characters beyond the Basic Multilingual Plane.', (name) =>
    name.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ''),
  ),
  emails('no-plus', 'Keeps an address without what stands after a plus sign.', (email) =>
    email.replace(/\+[^@]*@/, '@'),
  ),
  emails('no-dots', 'Keeps an address without the dots before the at sign.', (email) =>
    email.replace(/^[^@]*/, (local) => local.replaceAll('.', '')),
  ),
  emails('cut-at-30', 'Keeps the first thirty characters of an address.', (email) => email.slice(0, 30)),
];

function names(name: string, says: string, change: (text: string) => string): EngineCase {
  return { topic: 'names', name: `name-${name}`, says, engine: changing((surface) => surface.names, change) };
}

function emails(name: string, says: string, change: (text: string) => string): EngineCase {
  return { topic: 'email', name: `email-${name}`, says, engine: changing(({ email }) => [email], change) };
}

/** Judges what was sent, and keeps what was made of it: texts that would be refused for the change are kept as they are. */
function changing(
  membersOf: (surface: { names: readonly string[]; email: string }) => readonly string[],
  change: (text: string) => string,
): Engine {
  return onCreate(() => (passing, serve) => {
    const { stage, items, request } = passing;
    const changed = items.map((item): JsonObject => ({ ...item }));
    for (const item of changed) {
      for (const name of membersOf({ names: stage.surface.names, email: stage.surface.email })) {
        const text = item[name];
        if (typeof text === 'string' && change(text) !== '') item[name] = change(text);
      }
    }
    const isSame = JSON.stringify(changed) === JSON.stringify(items);
    return serve(isSame || changed.length === 0 ? request : stage.withItems(request, changed));
  });
}
