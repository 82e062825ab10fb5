/** How lines begin, and how long they are. */
export interface Wrapping {
  readonly width: number;
  /** What stands before the text. */
  readonly lead: string;
  /** What further lines begin with. */
  readonly indent: string;
}

/** The text in lines of at most `width` columns, broken between words; a longer word stays whole. Escape sequences take no column. */
export function wrapped(text: string, { width, lead, indent }: Wrapping): string {
  const lines: string[] = [];
  let line = lead;
  let hasWord = false;
  for (const word of text.split(' ')) {
    const isFull = hasWord && columns(line) + 1 + columns(word) > width;
    if (isFull) lines.push(line);
    line = isFull ? indent + word : hasWord ? `${line} ${word}` : line + word;
    hasWord = true;
  }
  return [...lines, line].join('\n');
}

function columns(text: string): number {
  return text.replace(SEQUENCE, '').length;
}

/** A colour; any control character stands for ESC, others are not in the text. */
const SEQUENCE = /\p{Cc}\[[0-9;]*m/gu;
