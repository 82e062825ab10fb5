import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sayProblem } from '../test/lint-text.ts';
import { parseSource } from './document.ts';
import { createLocator } from './locate.ts';
import { Positions } from './positions.ts';
import { checkSources } from './sources.ts';

const page = 'Heading\n\nFirst claim\nSecond claim, with é\r\n\nThird\nFourth';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A contract that claims all of the page. */
const contract = `x-contract:
  id: tiny
  documents:
    - { file: page.txt, sha256: ${sha256(page)}, notClaims: [{ lines: [1, 2], why: heading }] }
paths:
  /a:
    post:
      x-clauses: [{ id: first, source: { lines: [3, 4], sha256: ${sha256('First claim\nSecond claim, with é\r')} } }]
      responses:
        '200':
          content:
            application/json:
              schema:
                required: [a]
                x-clause:
                  default: { source: { lines: [6, 6], sha256: ${sha256('Third')} } }
                  required: { parts: { a: { source: { file: page.txt, lines: [7, 7], sha256: ${sha256('Fourth')} } } } }
`;

function check(text: string, pages: Record<string, string | Uint8Array> = { 'page.txt': page }): string[] {
  const positions = new Positions();
  const { value = {} } = parseSource(text, 'a.yaml', positions);
  const find = createLocator(value, positions, 'a.yaml');
  const locate = (pointer: string): ReturnType<typeof find>['place'] => find(pointer).place;
  return checkSources({ raw: value, locate }, (file) => pages[file]).map(sayProblem);
}

test('finds nothing when every line is claimed, by clauses, keywords, parts and answers', () => {
  expect(check(contract)).toEqual([]);
  expect(check(contract, { 'page.txt': Buffer.from(page) })).toEqual([]);
});

test('tells lines that nobody claims, neighbours together, with the hash to copy', () => {
  expect(
    check(contract.replace('[3, 4]', '[3, 3]').replace('default: {', 'none: {').replace('[6, 6]', '[6, 9]')),
  ).toEqual(
    expect.arrayContaining([
      `4:7 source-line-unclaimed: lines 4 to 4 of page.txt; a clause with source: { lines: [4, 4], sha256: ${sha256('Second claim, with é\r')} }, or an entry of notClaims`,
      `4:7 source-line-unclaimed: lines 6 to 6 of page.txt; a clause with source: { lines: [6, 6], sha256: ${sha256('Third')} }, or an entry of notClaims`,
    ]),
  );
  expect(check(contract.replace('a: { source', 'a: { sauce').replace('default: { source', 'default: { sauce'))).toEqual(
    [
      `4:7 source-line-unclaimed: lines 6 to 7 of page.txt; a clause with source: { lines: [6, 7], sha256: ${sha256('Third\nFourth')} }, or an entry of notClaims`,
    ],
  );
});

test('tells claimed lines that have changed, with the hash that they have', () => {
  const changed = page.replace('Third', 'Other');
  expect(check(contract.replace(sha256(page), sha256(changed)), { 'page.txt': changed })).toEqual([
    `16:55 source-lines-changed: ${sha256('Third')}; ${sha256('Other')}`,
  ]);
});

test('tells a document that has changed or is missing', () => {
  expect(check(contract, { 'page.txt': `${page}\n` })).toEqual([
    `4:25 source-document-changed: ${sha256(page)}; ${sha256(`${page}\n`)}`,
  ]);
  expect(check(contract, {})).toEqual(['4:9 source-document-missing: page.txt; a document that can be read']);
});

test.each(['[0, 1]', '[4, 3]', '[7, 8]', '[7]', '"7"'])('tells the range %s, which does not exist', (lines) => {
  const problems = check(contract.replace('[7, 7]', lines));
  expect(problems.join('\n')).toContain(
    `source-lines-invalid: ${lines.replaceAll(' ', '')}; a range of lines of page.txt, from 1 to 7`,
  );
});
