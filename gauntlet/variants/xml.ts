import type { PlainResponse } from '../../mock/plain.ts';
import { contentTypeOf } from '../stage.ts';
import { reversed } from './envelopes.ts';
import { afterAll, type VariantCase } from './variant-case.ts';

/** The same XML written in other ways. */
export const xmlVariants: readonly VariantCase[] = [
  xml('declaration', 'Begins with a declaration.', (text) => `<?xml version="1.0" encoding="utf-8"?>\n${bare(text)}`),
  xml('no-declaration', 'Has no declaration.', bare),
  xml(
    'single-quotes',
    'Has a declaration in single quotes.',
    (text) => `<?xml version='1.0' standalone='yes'?>${bare(text)}`,
  ),
  xml(
    'comments',
    'Has comments and processing instructions.',
    (text) => `<!-- made by hand --><?app note?>${bare(text).replace('>', '><!-- inside -->')}<!-- end -->`,
  ),
  xml('indented', 'Has line breaks and blanks between elements.', (text) => bare(text).replaceAll('><', '>\r\n  <')),
  xml('cdata', 'Writes texts in CDATA sections.', (text) => bare(text).replaceAll(/>([^<>&]+)</g, '><![CDATA[$1]]><')),
  xml('references', 'Writes letters as character references.', (text) =>
    bare(text).replaceAll(
      />([^<>&]+)</g,
      (_, inner: string) =>
        `>${[...inner].map((letter) => `&#x${(letter.codePointAt(0) ?? 0).toString(16)};`).join('')}<`,
    ),
  ),
  xml('prefixed', 'Writes every element with a prefix.', (text) =>
    bare(text)
      .replaceAll(/<(\/?)([A-Za-z])/g, '<$1ns0:$2')
      .replace(/<ns0:(\w+)/, '<ns0:$1 xmlns:ns0="urn:example"'),
  ),
  xml('namespace', 'Stands in a default namespace, with others declared.', (text) =>
    bare(text).replace(/<(\w+)/, '<$1 xmlns="urn:example" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'),
  ),
  xml('attributes', 'Has attributes that nobody asked for.', (text) =>
    bare(text).replace(/<(\w+)/, '<$1 version="2" xml:lang="en"'),
  ),
  xml('empty-elements', 'Writes empty elements with a start and an end.', (text) =>
    bare(text).replaceAll(/<(\w+)\s*\/>/g, '<$1></$1>'),
  ),
  {
    name: 'xml-elements-reversed',
    says: 'Writes elements in another order.',
    engine: afterAll((answer, _request, stage) => {
      const value = isXml(answer) ? stage.answerOf(answer) : undefined;
      return value === undefined ? answer : stage.withAnswer(answer, reversed(value));
    }),
  },
  {
    name: 'xml-text-type',
    says: 'Declares XML as text/xml.',
    engine: afterAll((answer) =>
      isXml(answer) ? { ...answer, headers: { ...answer.headers, 'Content-Type': 'text/xml; charset=utf-8' } } : answer,
    ),
  },
];

function isXml(answer: PlainResponse): boolean {
  return contentTypeOf(answer)?.includes('xml') === true && answer.body.length > 0;
}

function xml(name: string, says: string, change: (text: string) => string): VariantCase {
  return {
    name: `xml-${name}`,
    says,
    engine: afterAll((answer) => (isXml(answer) ? { ...answer, body: change(String(answer.body)) } : answer)),
  };
}

/** The document without its declaration. */
function bare(text: string): string {
  return text.replace(/^<\?xml[^>]*\?>\s*/, '');
}
