import { safeText } from './safe-text.ts';

/**
 * Text of anybody inside a paragraph, list item or table cell: one line, nothing of it is markup, a link, a mention or HTML.
 * @source CommonMark 0.31 sections 2.4 (backslash escapes) and 2.5 (entities); GFM section 4.10 (tables), 6.9 (autolinks)
 */
export function markdownText(text: string, maxLength = 300): string {
  return safeText(text, { maxLength })
    .replace(/[\\`*_[\]~$]/g, '\\$&')
    .replace(/[&<>@|]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\b(https?|ftp|mailto|xmpp):/gi, '$1&#58;')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/^(\s*)([-+=#])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])/, '$1\\$2');
}

/** Text of anybody as code inside a line that is not in a table. @source CommonMark 0.31 section 6.1 (code spans) */
export function markdownCode(text: string, maxLength = 300): string {
  const shown = safeText(text, { maxLength });
  const fence = '`'.repeat(longestRun(shown) + 1);
  return shown === '' ? '' : `${fence} ${shown} ${fence}`;
}

/** Lines of anybody as a block of code, cut to a length. @source CommonMark 0.31 section 4.5 (fenced code blocks) */
export function markdownBlock(text: string, language: string, maxLength: number): string {
  const shown = safeText(text, { maxLength, isMultiline: true });
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** A table; cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
