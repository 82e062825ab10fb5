import { SaxesParser } from 'saxes';
import type { Json } from '../specs/json.ts';

/**
 * An XML document as nested lists, `{ "<name>": [{ "@attribute": value }, children…] }`, for comparing two of them.
 * Attributes are sorted, text of white space only is dropped.
 * @throws Error when the text is not well-formed.
 */
export function readXml(text: string): Json {
  const top: Json[] = [];
  const open: Json[][] = [top];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const sorted = Object.entries(attributes).toSorted(([left], [right]) => (left < right ? -1 : 1));
    const children: Json[] = sorted.map(([key, value]) => ({ [`@${key}`]: value }));
    open.at(-1)?.push({ [`<${name}>`]: children });
    open.push(children);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (value) => addText(open, value));
  parser.on('cdata', (value) => addText(open, value));
  parser.write(text).close();
  return top;
}

/** Neighbouring pieces of text (`a<![CDATA[b]]>`) are one text. */
function addText(open: readonly Json[][], value: string): void {
  const children = open.length > 1 ? open.at(-1) : undefined;
  if (children === undefined || value.trim() === '') return;
  const previous = children.at(-1);
  if (typeof previous === 'string') children[children.length - 1] = previous + value;
  else children.push(value);
}
