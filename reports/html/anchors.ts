import type { RunReport } from '../../conformance/report/report.ts';

/** Where clauses and findings stand in the page: ids of elements, whatever the ids of the report are made of. */
export interface Anchors {
  /** `undefined` for a clause that the report does not have. */
  readonly clause: (id: string) => string | undefined;
  readonly finding: (id: string) => string | undefined;
}

/** The anchors of a report's clauses and findings, numbered in its order. */
export function anchorsOf({ clauses, findings }: RunReport): Anchors {
  const numbered = (entries: readonly { readonly id: string }[], prefix: string): ReadonlyMap<string, string> =>
    new Map(entries.map(({ id }, index) => [id, `${prefix}-${index + 1}`]));
  const ofClauses = numbered(clauses, 'clause');
  const ofFindings = numbered(findings, 'finding');
  return { clause: (id) => ofClauses.get(id), finding: (id) => ofFindings.get(id) };
}
