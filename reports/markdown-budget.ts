/** A part of a page: what it is called when it is cut, and its pieces, the most important first. */
export interface MarkdownPart {
  /** Such as `finding`. */
  readonly what: string;
  /** Stands before the first piece. */
  readonly title: string;
  readonly pieces: readonly string[];
  /** What stands between pieces: an empty line by default. */
  readonly between?: string;
}

/** Bytes that are kept for what says what was cut. */
const RESERVE = 600;

/** The parts in turn, as many pieces of each as fit the bytes (UTF-8), and at the end what was cut. */
export function withinBudget(head: string, parts: readonly MarkdownPart[], maxBytes: number): string {
  let text = head;
  let left = maxBytes - RESERVE - Buffer.byteLength(head);
  const cuts: string[] = [];
  for (const { what, title, pieces, between = '\n\n' } of parts.filter((part) => part.pieces.length > 0)) {
    let added = `\n\n${title}`;
    let count = 0;
    for (const piece of pieces) {
      const next = `${count === 0 ? '\n\n' : between}${piece}`;
      if (Buffer.byteLength(added) + Buffer.byteLength(next) > left) break;
      added += next;
      count += 1;
    }
    if (count > 0) {
      text += added;
      left -= Buffer.byteLength(added);
    }
    if (count < pieces.length) cuts.push(`${pieces.length - count} of ${pieces.length} ${what}`);
  }
  return `${text}${cuts.length === 0 ? '' : `\n\n**Cut to fit:** ${cuts.join(', ')}. All of it is in report.html and report.json.`}\n`;
}
