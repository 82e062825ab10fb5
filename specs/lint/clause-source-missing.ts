import { keywordRemarks, writtenClauses } from '../contract-words.ts';
import { asObject, type JsonObject } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** A clause whose basis is a page says where it stands there. */
export const clauseSourceMissing: LintCheck = { code: 'clause-source-missing', find };

function find({ all }: LintContext): Finding[] {
  return [...writtenClauses(all('operation')), ...keywordRemarks(all('schema'))].flatMap(({ value, pointer }) => {
    const missing = missingIn(value);
    return missing === undefined
      ? []
      : [{ pointer, found: `basis: ${value['basis']} without ${missing}`, expected: missing }];
  });
}

function missingIn({ basis, source }: JsonObject): string | undefined {
  const { lines, page } = asObject(source);
  if (basis === 'document' && lines === undefined) return 'source.lines';
  if (basis === 'vendor' && page === undefined) return 'source.page';
  return undefined;
}
