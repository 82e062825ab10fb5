import { safeText } from '../safe-text.ts';

const MARKUP: unique symbol = Symbol('markup');

/** HTML that was written by `html`, in which every text is escaped. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What a template may hold: texts and numbers are escaped, lists are joined, `undefined` is nothing. */
export type MarkupValue = string | number | undefined | Markup | readonly MarkupValue[];

/**
 * HTML with everything escaped that stands in `${…}`, as content or inside quoted attributes. Control characters are shown as escapes.
 * The markup itself is well-formed XML too, so that a test can read it. @source HTML section 13.3 (escaping a string)
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const parts = strings.map((string, index) => (index === 0 ? string : markupOf(values[index - 1]) + string));
  return { [MARKUP]: parts.join('') };
}

/** The text of the markup. */
export function markupText(markup: Markup): string {
  return markup[MARKUP];
}

/** Text of the kit's own that must not be escaped: style and script. It may not hold `<` or `&`. */
export function ownSource(source: string): Markup {
  if (/[<&]/.test(source)) throw new Error('style and script are written without < and &');
  return { [MARKUP]: source };
}

function markupOf(value: MarkupValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapedText(value);
  return isMarkup(value) ? value[MARKUP] : value.map(markupOf).join('');
}

function isMarkup(value: Markup | readonly MarkupValue[]): value is Markup {
  return MARKUP in value;
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapedText(text: string): string {
  return safeText(text, { isMultiline: true }).replace(/[&<>"']/g, (character) => REFERENCES[character] ?? '');
}
