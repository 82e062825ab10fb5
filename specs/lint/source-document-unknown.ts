import { keywordRemarks, writtenClauses } from '../contract-words.ts';
import { asArray, asObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Claimed lines are of a document of the contract; which one is said when there are several. */
export const sourceDocumentUnknown: LintCheck = { code: 'source-document-unknown', find };

function find({ all, root }: LintContext): Finding[] {
  const known = asArray(asObject(root['x-contract'])['documents']).map((entry) => String(asObject(entry)['file']));
  return [...writtenClauses(all('operation')), ...keywordRemarks(all('schema'))].flatMap(({ value, pointer }) => {
    const { lines, file } = asObject(value['source']);
    if (lines === undefined || (file === undefined && known.length === 1)) return [];
    if (known.includes(String(file))) return [];
    const found = file === undefined ? 'no member "file"' : String(file);
    return [{ pointer: `${pointer}/source/file`, found, expected: `one of ${known.join(', ')}` }];
  });
}
