import type { Clause, Contract, KeywordClause } from '../../specs/contract.ts';
import { successStatus } from '../judge/decoded-answer.ts';
import type { Counts } from '../judge/expectation.ts';
import type { ClauseOutcome, ClauseResult, Finding } from '../report/report.ts';
import type { Judgement } from './judgement.ts';

interface Entry {
  cases: number;
  passed: number;
  absent: number;
  readonly reasons: Set<string>;
  readonly findings: Finding[];
}

/** What the cases of a run have said about each clause so far. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #findings: Finding[] = [];

  /** Writes down what one case says; failures are written down as findings, once they are confirmed. */
  record(judgements: readonly Judgement[]): void {
    for (const clause of new Set(judgements.map((each) => each.clause))) this.#entry(clause).cases += 1;
    for (const judgement of judgements) {
      const entry = this.#entry(judgement.clause);
      if (judgement.outcome === 'passed') entry.passed += 1;
      if (judgement.outcome === 'absent') entry.absent += 1;
      if (judgement.outcome === 'cantTell') entry.reasons.add(judgement.reason);
    }
  }

  /** Adds a finding to its clause. */
  add(finding: Finding): void {
    this.#findings.push(finding);
    this.#entry(finding.clause).findings.push(finding);
  }

  /** All findings, in the order in which they were made. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** How many findings a clause has. */
  countOf(clause: string): number {
    return this.#entries.get(clause)?.findings.length ?? 0;
  }

  /** The result of every clause of the contract, in its order. `openReason` says why nothing could be told at all. */
  results(
    contract: Contract,
    counts: Counts,
    only: ReadonlySet<string> | undefined,
    openReason: string | undefined,
  ): ClauseResult[] {
    const primary = contract.operations.find(({ isPrimary }) => isPrimary)?.id;
    const operation = contract.operations.find(({ isPrimary }) => isPrimary);
    const successful = operation && String(successStatus(operation));
    return contract.clauses.map((clause): ClauseResult => {
      const entry = this.#entryFor(clause, contract);
      const isElsewhere = clause.operation !== primary;
      const isAsked = only === undefined || only.has(clause.id);
      const { outcome, reason } = outcomeOf(clause, entry, isElsewhere, openReason, successful);
      return {
        id: clause.id,
        level: clause.level,
        basis: clause.basis,
        counts: counts(clause) && isAsked && !isElsewhere,
        waived: false,
        says: clause.says,
        source: sourceOf(clause),
        outcome,
        reason,
        cases: entry.cases,
        findings: entry.findings.map(({ id }) => id),
      };
    });
  }

  /** A clause that another one stands for has its result; one that is split into parts has passed when a part has. */
  #entryFor(clause: Clause, { clauses }: Contract): Entry {
    const own = this.#entry(clause.id);
    if (!isKeyword(clause) || own.cases > 0) return own;
    if (clause.sameAs !== undefined) return this.#twinOf(clause.sameAs);
    const part = clauses.find(
      (other) =>
        isKeyword(other) && clause.part === undefined && isPartOf(other, clause) && this.#entry(other.id).passed > 0,
    );
    return part ? { ...this.#entry(part.id), findings: [] } : own;
  }

  /** A finding stands with one clause only; the other says where to look. */
  #twinOf(clause: string): Entry {
    const entry = this.#entry(clause);
    if (entry.findings.length === 0) return entry;
    return { ...entry, passed: 0, absent: 0, findings: [], reasons: new Set([`it says the same as ${clause}`]) };
  }

  #entry(clause: string): Entry {
    const known = this.#entries.get(clause) ?? {
      cases: 0,
      passed: 0,
      absent: 0,
      reasons: new Set<string>(),
      findings: [],
    };
    this.#entries.set(clause, known);
    return known;
  }
}

function isKeyword(clause: Clause): clause is KeywordClause {
  return clause.kind === 'keyword';
}

function isPartOf(part: KeywordClause, whole: KeywordClause): boolean {
  return (
    part.part !== undefined &&
    part.where === whole.where &&
    part.operation === whole.operation &&
    part.schemaPath === whole.schemaPath
  );
}

function sourceOf({ source }: Clause): ClauseResult['source'] {
  const { file, lines, page } = source ?? {};
  return {
    ...(file !== undefined && { file }),
    ...(lines && { lines: [lines[0], lines[1]] }),
    ...(page !== undefined && { page }),
  };
}

function outcomeOf(
  clause: Clause,
  { passed, absent, reasons, findings }: Entry,
  isElsewhere: boolean,
  openReason: string | undefined,
  successful: string | undefined,
): { outcome: ClauseOutcome; reason: string | null } {
  if (findings.some(({ flaky }) => !flaky)) return { outcome: 'failed', reason: null };
  const flaky = findings.length > 0 ? 'it was broken once and not again' : undefined;
  if (flaky !== undefined) return { outcome: 'cantTell', reason: flaky };
  if (openReason !== undefined) return { outcome: 'cantTell', reason: openReason };
  if (passed > 0) return { outcome: 'passed', reason: null };
  if (reasons.size > 0) return { outcome: 'cantTell', reason: [...reasons].join('; ') };
  if (absent > 0) return { outcome: 'inapplicable', reason: 'no answer has this member, which may be left out' };
  if (isOtherAnswer(clause, successful)) return { outcome: 'inapplicable', reason: 'no answer had this status' };
  if (isElsewhere) return { outcome: 'inapplicable', reason: 'it is about another call than the one that is checked' };
  if (isPassive(clause)) return { outcome: 'inapplicable', reason: 'it only says how the contract is written' };
  return { outcome: 'untested', reason: 'no case of this run shows it' };
}

/** The shape of an answer that a target need not give. */
function isOtherAnswer(clause: Clause, successful: string | undefined): boolean {
  return isKeyword(clause) && clause.where === 'response' && clause.status !== successful;
}

/** A clause that no request can break, and that no answer shows. */
function isPassive(clause: Clause): boolean {
  return clause.kind === 'rule' && 'off' in clause && clause.off === true;
}
