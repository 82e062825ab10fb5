import { foldKey } from '../../rules/fold.ts';
import type { Inquiry } from '../../rules/inquiry.ts';
import { isObject, type Json } from '../../specs/json.ts';

/** Reads the address of an element; undefined when it has none. */
export type EmailOf = (item: Json | undefined) => string | undefined;

/**
 * Places of the elements of a batch that a list shows, each record standing for one element: the one with the very address, else one whose
 * address differs in letter case only. Undefined when there is no batch or no list.
 */
export function shownElements(
  { elements }: Inquiry,
  body: Json | undefined,
  emailOf: EmailOf,
): Set<number> | undefined {
  const isBatch = elements.some(({ index }) => index !== undefined);
  if (!isBatch || !Array.isArray(body)) return undefined;
  const shown = new Set<number>();
  const records = body
    .filter(isObject)
    .map((record) => Object.values(record).filter((value) => typeof value === 'string'));
  for (const isSame of [isExactly, isInAnyCase]) {
    for (const [at, texts] of records.entries()) {
      const element = elements.find(
        ({ item, index }) =>
          index !== undefined && !shown.has(index) && texts.some((text) => isSame(text, emailOf(item))),
      );
      if (element?.index === undefined) continue;
      shown.add(element.index);
      records[at] = [];
    }
  }
  return shown;
}

function isExactly(text: string, email: string | undefined): boolean {
  return text === email;
}

function isInAnyCase(text: string, email: string | undefined): boolean {
  return email !== undefined && foldKey(text, 'case') === foldKey(email, 'case');
}
