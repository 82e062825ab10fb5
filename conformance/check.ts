import type { Contract } from '../specs/contract.ts';
import { VERSION } from '../specs/version.ts';
import type { Case, Phase } from './cases/case.ts';
import type { PlanContext } from './cases/plan-context.ts';
import { createJudge, type Judge } from './judge/judge.ts';
import { PLANS } from './plan.ts';
import { countsByLevel } from './report/counts.ts';
import { contractFacts, targetFacts } from './report/facts-of.ts';
import type { Contact, Finding, RunFacts, RunReport } from './report/report.ts';
import { verdictOf } from './report/verdict.ts';
import { runCase } from './run/case-run.ts';
import type { CheckOptions } from './run/check-options.ts';
import { confirm, failuresOf, RECURRENCES } from './run/confirm.ts';
import { toFinding } from './run/finding.ts';
import { Ledger } from './run/ledger.ts';
import { prepareRun } from './run/prepare-run.ts';
import { BudgetSpent, countsAt, type RunContext, Stopped, TargetLost } from './run/run-context.ts';
import { Traffic } from './run/traffic.ts';
import { HookError } from './target/target.ts';

/** Most findings of one clause that are looked into. */
const MOST_FINDINGS = 3;

const judges = new WeakMap<Contract, Judge>();

/** The judge of a contract, made once. */
export function judgeOf(contract: Contract): Judge {
  const known = judges.get(contract) ?? createJudge(contract);
  judges.set(contract, known);
  return known;
}

/** Examines a target and reports what it found. Rejects only for faults of the kit: what the target does is in the report. */
export async function check(options: CheckOptions): Promise<RunReport> {
  const run = new Run(options);
  return await run.go();
}

interface PhaseFacts {
  readonly name: Phase;
  cases: number;
  requests: number;
  ms: number;
}

class Run {
  readonly #options: CheckOptions;
  readonly #judge: Judge;
  readonly #ledger = new Ledger();
  readonly #traffic: Traffic;
  readonly #startedAt: number;
  readonly #phases: PhaseFacts[] = [];
  /** Disagreements that did not come again, by clause. */
  readonly #suspicions = new Map<string, Parameters<typeof toFinding>[0][]>();
  #cases = 0;
  #isComplete = true;
  #isLost = false;
  /** Why a hook left a case undone. What was to be shown may show elsewhere, so it opens the verdict and no clause. */
  #failedHook: string | undefined;
  #openReason: string | undefined;

  constructor(options: CheckOptions) {
    const { target, budget, now, pause, signal, journal } = options;
    this.#options = options;
    this.#judge = judgeOf(options.contract);
    this.#startedAt = now();
    this.#traffic = new Traffic({ target, budget, now, pause, signal, journal });
  }

  async go(): Promise<RunReport> {
    const { contract, target, emit } = this.#options;
    emit?.({
      type: 'run-started',
      run: this.#runFacts(),
      contract: contractFacts(contract),
      target: targetFacts(target),
    });
    await this.#untilEnd(async () => {
      const prepared = await prepareRun(this.#options, this.#judge, this.#traffic);
      this.#openReason = prepared.openReason;
      if (prepared.openReason === undefined) await this.#runPhases(prepared.context, prepared.plan);
    });
    this.#settleSuspicions();
    const report = this.#report();
    emit?.({ type: 'run-ended', report });
    return report;
  }

  /** The ends that a run can have before all is done. */
  async #untilEnd(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Enough) return;
      // In a case it says what cannot be told; here there is no tenant to begin with.
      if (error instanceof HookError) this.#openReason = error.message;
      else if (!(error instanceof BudgetSpent || error instanceof Stopped || error instanceof TargetLost)) throw error;
      this.#isComplete = error instanceof BudgetSpent && this.#phases.at(-1)?.name === 'random';
      if (error instanceof TargetLost) {
        this.#isLost = true;
        this.#note(`The target has ceased to answer: ${error.message}`);
        if (this.#cases === 0) this.#openReason = `the target gives no complete answer: ${error.message}`;
      }
    }
  }

  async #runPhases(context: RunContext, plan: PlanContext): Promise<void> {
    for (const [name, casesOf] of PLANS) {
      const phase: PhaseFacts = { name, cases: 0, requests: 0, ms: 0 };
      this.#phases.push(phase);
      const cases = casesOf(plan);
      this.#options.emit?.({ type: 'phase-started', phase: name, planned: Array.isArray(cases) ? cases.length : 0 });
      const before = { requests: this.#traffic.requests, at: this.#options.now() };
      try {
        for (const kase of cases) if (this.#isAsked(kase)) await this.#runOne(kase, phase, context);
      } finally {
        phase.requests = this.#traffic.requests - before.requests;
        phase.ms = this.#options.now() - before.at;
        this.#options.emit?.({ ...phase, type: 'phase-ended', phase: name });
      }
    }
  }

  #isAsked({ aims }: Case): boolean {
    const { only } = this.#options;
    return only === undefined || aims.some((id) => only.includes(id));
  }

  async #runOne(kase: Case, phase: PhaseFacts, context: RunContext): Promise<void> {
    const before = { requests: this.#traffic.requests, creates: this.#traffic.creates, at: this.#options.now() };
    const run = await runCase(kase, 0, context);
    this.#cases += 1;
    phase.cases += 1;
    this.#failedHook ??= run.failedHook;
    const failures = failuresOf(run);
    this.#ledger.record(run.judgements);
    for (const failure of failures) {
      if (this.#ledger.countOf(failure.clause) >= MOST_FINDINGS) continue;
      const confirmations = await confirm(kase, failure, context);
      const facts = {
        number: this.#ledger.findings.length + 1,
        clause: failure.clause,
        counts: this.#counts(failure.clause, context),
        problem: failure.problem,
        trace: run.trace,
        seed: this.#options.seed,
        path: kase.id,
        confirmations: { confirmed: confirmations.confirmed + 1, tried: confirmations.tried + 1 },
        flaky: false,
        historyDependent: false,
      };
      if (confirmations.confirmed > 0) this.#find(facts);
      else this.#suspect(facts);
    }
    this.#options.emit?.({
      type: 'case-ended',
      phase: phase.name,
      case: kase.id,
      judged: run.judgements.flatMap((each) =>
        each.outcome === 'absent'
          ? []
          : [
              {
                clause: each.clause,
                outcome: each.outcome,
                ...(each.outcome === 'cantTell' ? { reason: each.reason } : {}),
              },
            ],
      ),
      requests: this.#traffic.requests - before.requests,
      creates: this.#traffic.creates - before.creates,
      ms: this.#options.now() - before.at,
    });
  }

  #counts(id: string, context: RunContext): boolean {
    const { only } = this.#options;
    const clause = this.#options.contract.clauses.find((each) => each.id === id);
    return clause !== undefined && context.counts(clause) && (only === undefined || only.includes(id));
  }

  #add(facts: Parameters<typeof toFinding>[0]): Finding {
    const finding = toFinding({ ...facts, number: this.#ledger.findings.length + 1 });
    this.#ledger.add(finding);
    this.#options.emit?.({ type: 'finding', finding });
    return finding;
  }

  #find(facts: Parameters<typeof toFinding>[0]): void {
    const finding = this.#add(facts);
    if (finding.counts && !finding.flaky && this.#options.stopAtFirstFinding) throw new Enough();
  }

  /** What does not come again alone may come from what was sent before: met often enough, it is no chance. */
  #suspect(facts: Parameters<typeof toFinding>[0]): void {
    const known = [...(this.#suspicions.get(facts.clause) ?? []), facts];
    this.#suspicions.set(facts.clause, known);
    if (known.length < RECURRENCES) return;
    this.#suspicions.delete(facts.clause);
    const confirmations = {
      confirmed: known.length,
      tried: known.reduce((sum, each) => sum + each.confirmations.tried, 0),
    };
    this.#find({ ...facts, confirmations, historyDependent: true });
  }

  #settleSuspicions(): void {
    for (const [clause, [first]] of this.#suspicions)
      if (first && this.#ledger.countOf(clause) === 0) this.#add({ ...first, flaky: true });
  }

  #note(text: string): void {
    this.#options.emit?.({ type: 'note', text });
  }

  #contact(): Contact {
    const { requests, answers } = this.#traffic;
    if (requests > 0 && answers === 0) return 'unreachable';
    return this.#isLost ? 'lost' : 'reached';
  }

  #runFacts(): Omit<RunFacts, 'endedAt' | 'complete' | 'contact'> {
    const { tag, seed, profile = 'document', only, node = '' } = this.#options;
    return {
      id: `${this.#options.contract.id}-${tag}`,
      tag,
      startedAt: new Date(this.#startedAt).toISOString(),
      seed,
      profile,
      filter: only ?? null,
      kit: { version: VERSION, node },
    };
  }

  #report(): RunReport {
    const { contract, target, only, now } = this.#options;
    const { results } = this.#results();
    const findings = this.#ledger.findings;
    const told = verdictOf(results, findings);
    const isCut = !this.#isComplete || this.#failedHook !== undefined;
    const verdict = this.#openReason !== undefined || (isCut && told === 'conformant') ? 'inconclusive' : told;
    return {
      schemaVersion: 1,
      run: {
        ...this.#runFacts(),
        endedAt: new Date(now()).toISOString(),
        complete: this.#isComplete,
        contact: this.#contact(),
      },
      contract: contractFacts(contract),
      target: targetFacts(target),
      summary: {
        verdict,
        why: this.#why(verdict, results, only),
        byLevel: countsByLevel(results),
        requests: this.#traffic.requests,
        creates: this.#traffic.creates,
        cases: this.#cases,
        phases: this.#phases.map((phase) => ({ ...phase })),
      },
      clauses: results,
      findings,
      observations: [],
    };
  }

  #results(): { results: RunReport['clauses'] } {
    const { contract, only, profile = 'document' } = this.#options;
    const counts = countsAt(profile);
    return { results: this.#ledger.results(contract, counts, only && new Set(only), this.#openReason) };
  }

  #why(
    verdict: RunReport['summary']['verdict'],
    clauses: RunReport['clauses'],
    only: readonly string[] | undefined,
  ): string {
    const counting = clauses.filter((clause) => clause.counts);
    const failed = counting.filter(({ outcome }) => outcome === 'failed').length;
    if (verdict === 'nonconformant') return `${failed} of ${counting.length} clauses that count failed.`;
    if (this.#openReason !== undefined) return `Nothing could be told: ${this.#openReason}.`;
    if (verdict === 'conformant')
      return `All ${counting.filter(({ outcome }) => outcome === 'passed').length} clauses that count and could be shown passed.`;
    const open = counting.filter(
      ({ outcome, level }) => level === 'must' && (outcome === 'cantTell' || outcome === 'untested'),
    ).length;
    if (open > 0) return `${open} clauses that count could not be told${only ? ' of those that were asked for' : ''}.`;
    if (this.#failedHook !== undefined) return `Not every case could be run. ${this.#failedHook}`;
    return this.#isComplete
      ? 'Something was broken once and not again.'
      : 'The run ended before every phase was through.';
  }
}

/** The first finding is enough. */
class Enough extends Error {}
