import type { KeywordChange } from './keyword-change.ts';

/** Home-made checks that are looser than the format: each lets one kind of text in that is no address for sure. */
const LOOSER: Readonly<Record<string, string>> = {
  'no-at': '^\\S+$',
  'no-local-part': '^\\S*@\\S+$',
  'no-domain': '^\\S+@\\S*$',
  'blanks-inside': '^.+@.+$',
};

/** Home-made checks that are tighter: each keeps out one kind of plain address. */
const TIGHTER: Readonly<Record<string, string>> = {
  'no-plus': '^[^+]*$',
  'no-hyphen': '^[^-]*$',
  'no-underscore': '^[^_]*$',
  'no-apostrophe': "^[^']*$",
  'no-dot-in-local-part': '^[^.@]*@',
  'no-digits': '^[^0-9]*$',
  'lower-case-only': '^[^A-Z]*$',
  'local-part-of-40': '^[^@]{1,40}@',
  'no-subdomain': '@[^.]+\\.[^.]+$',
  'no-hyphen-in-domain': '@[^-]*$',
  'no-digit-in-domain': '@[^0-9]*$',
};

/** E-mail checks that somebody else wrote. Other formats have no changes of their own. */
export function formatChanges(format: string): KeywordChange[] {
  if (format !== 'email') return [];
  return [
    ...Object.entries(LOOSER).map(([detail, pattern]) => ({
      detail: `looser-${detail}`,
      says: `Takes whatever fits ${pattern} for an address.`,
      apply: (holder: { [name: string]: unknown }) => {
        delete holder['format'];
        holder['pattern'] = pattern;
      },
    })),
    ...Object.entries(TIGHTER).map(([detail, pattern]) => ({
      detail: `tighter-${detail}`,
      says: `Refuses addresses that do not fit ${pattern}.`,
      apply: (holder: { [name: string]: unknown }) => {
        holder['pattern'] = pattern;
      },
    })),
  ];
}
