/** What colours mean here. */
export type Style = 'bold' | 'dim' | 'bad' | 'good' | 'unsure';

/** Puts a text into a style. */
export type Paint = (style: Style, text: string) => string;

/** Codes that switch a style on and off. @source ECMA-48 section 8.3.117 (SGR) */
const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  bad: [31, 39],
  good: [32, 39],
  unsure: [33, 39],
};

/** Paints with escape sequences, or not at all. */
export function painter(hasColours: boolean): Paint {
  return (style, text) => {
    if (!hasColours || text === '') return text;
    const [on, off] = CODES[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
