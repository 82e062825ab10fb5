import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml';

/** A YAML text, parsed. */
export interface ParsedYaml {
  readonly document: Document.Parsed;
  /** Line and column, counted from 1, of an offset in UTF-16 units. */
  readonly linePos: (offset: number) => { readonly line: number; readonly col: number };
  /** True when a second document follows. */
  readonly hasMore: boolean;
}

/** Where a text nests too deeply. */
export interface TooDeep {
  readonly line: number;
  readonly col: number;
}

/**
 * More levels than this are refused. What composes the document is recursive, and a stack that is nearly exhausted
 * can end the whole process, in a way that cannot be caught.
 */
const MAX_LEVELS = 200;

/** The first document of a YAML 1.2 text with its errors, or the place where it nests too deeply. */
export function parseYaml(text: string): ParsedYaml | TooDeep {
  const lineCounter = new LineCounter();
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  const deep = firstTooDeep(tokens);
  if (deep !== undefined) return lineCounter.linePos(deep);
  const composer = new Composer({ merge: false, resolveKnownTags: false });
  const [document, more] = composer.compose(tokens, true, text.length);
  if (document === undefined) throw new Error('The YAML composer yields a document in any case.');
  return { document, hasMore: more !== undefined, linePos: lineCounter.linePos };
}

/** Offset of the first token below too many others. Not recursive, for the reason above. */
function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) return level[0]?.offset;
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((child) => child !== null && child !== undefined));
}
