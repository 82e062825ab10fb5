import { essenceOf, isJsonType, isXmlType } from './media-type.ts';

const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** Tab, line feed, carriage return and space: what may stand before a JSON or XML text. */
const BLANKS: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20]);

/**
 * The first media type of `content` that a body's first character speaks for: `{` and `[` for JSON, `<` for XML.
 * Undefined when the body begins otherwise, or when no such type is among them.
 */
export function sniffMediaType(bytes: Uint8Array, content: Readonly<Record<string, unknown>>): string | undefined {
  const isSpokenFor = testerOf(firstCharacter(bytes));
  return isSpokenFor && Object.keys(content).find((key) => isSpokenFor(essenceOf(key)));
}

function firstCharacter(bytes: Uint8Array): string {
  let index = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  while (BLANKS.has(bytes[index])) index += 1;
  return String.fromCharCode(bytes[index] ?? 0);
}

function testerOf(character: string): ((mediaType: string) => boolean) | undefined {
  if (character === '{' || character === '[') return isJsonType;
  return character === '<' ? isXmlType : undefined;
}
