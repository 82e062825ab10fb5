import { isObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** OpenAPI 3.0.4 section 4.7.24. */
const KEYWORDS_30: ReadonlySet<string> = new Set(
  (
    '$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems ' +
    'minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties ' +
    'additionalProperties description format default nullable discriminator readOnly writeOnly xml externalDocs ' +
    'example deprecated'
  ).split(' '),
);

/** JSON Schema 2020-12 with the vocabulary of OpenAPI 3.1.1 section 4.8.24, and words of earlier drafts that still count. */
const KEYWORDS_31: ReadonlySet<string> = new Set([
  ...KEYWORDS_30,
  ...(
    '$id $schema $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs definitions prefixItems contains ' +
    'minContains maxContains unevaluatedItems patternProperties propertyNames dependentRequired dependentSchemas ' +
    'unevaluatedProperties if then else const contentEncoding contentMediaType contentSchema examples'
  ).split(' '),
]);

/** Every word of a schema is a keyword of its version of OpenAPI, or begins with x-. */
export const schemaKeywordUnknown: LintCheck = { code: 'schema-keyword-unknown', find };

function find({ all, isVersion30 }: LintContext): Finding[] {
  const known = isVersion30 ? KEYWORDS_30 : KEYWORDS_31;
  return all('schema').flatMap(({ value, pointer }) => {
    if (!isObject(value)) return [];
    return Object.keys(value)
      .filter((word) => !known.has(word) && !word.startsWith('x-'))
      .map((word) => ({
        pointer: `${pointer}/${word.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        found: word,
        expected: KEYWORDS_31.has(word) ? 'a keyword of OpenAPI 3.0: this one came with 3.1' : nearest(word, known),
      }));
  });
}

/** The keywords that are spelt most alike. */
function nearest(word: string, known: ReadonlySet<string>): string {
  const alike = [...known].filter((keyword) => isAlike(keyword.toLowerCase(), word.toLowerCase()));
  return alike.length === 0 ? 'a keyword of JSON Schema' : alike.join(' or ');
}

function isAlike(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 2;
}
