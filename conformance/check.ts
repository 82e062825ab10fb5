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
import { type CaseRun, runCase } from './run/case-run.ts';
import type { CheckOptions } from './run/check-options.ts';
import { confirm, type Failure, failuresOf, RECURRENCES } from './run/confirm.ts';
import { type FindingFacts, toFinding } from './run/finding.ts';
import { toldOf } from './run/judgement.ts';
import { Ledger } from './run/ledger.ts';
import type { Observations } from './run/observations.ts';
import { prepareRun } from './run/prepare-run.ts';
import { BudgetSpent, countsAt, type RunContext, Stopped, TargetLost } from './run/run-context.ts';
import { MOST_TRIES, type Shrunk, shrink } from './run/shrink.ts';
import { Traffic } from './run/traffic.ts';
import { why } from './run/why.ts';
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
  readonly #suspicions = new Map<string, FindingFacts[]>();
  #observations: Observations | undefined;
  #cases = 0;
  #isComplete = true;
  #isLost = false;
  /** Why a hook left a case undone. What was to be shown may show elsewhere, so it opens the verdict and no clause. */
  #failedHook: string | undefined;
  /** Clauses that are asked for and that no case is about: they may show in any answer. */
  readonly #anywhere: Set<string>;
  #openReason: string | undefined;

  constructor(options: CheckOptions) {
    const { target, budget, now, pause, signal, journal } = options;
    this.#options = options;
    this.#judge = judgeOf(options.contract);
    this.#startedAt = now();
    this.#anywhere = new Set(options.contract.clauses.map(({ id }) => id).filter((id) => options.only?.includes(id)));
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
      this.#observations = prepared.context.observations;
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
      if (Array.isArray(cases)) for (const { aims } of cases) for (const id of aims) this.#anywhere.delete(id);
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
    return only === undefined || this.#anywhere.size > 0 || aims.some((id) => only.includes(id));
  }

  async #runOne(kase: Case, phase: PhaseFacts, context: RunContext): Promise<void> {
    const before = { requests: this.#traffic.requests, creates: this.#traffic.creates, at: this.#options.now() };
    const run = await runCase(kase, 0, context);
    this.#cases += 1;
    phase.cases += 1;
    this.#failedHook ??= run.failedHook;
    const failures = failuresOf(run);
    this.#ledger.record(run.judgements);
    for (const [index, failure] of failures.entries()) {
      if (this.#ledger.countOf(failure.clause) >= MOST_FINDINGS) continue;
      await this.#lookInto(failure, kase, run, phase, context).catch((error: unknown) => {
        // What could not be tried again is told like what did not come again.
        const open = error instanceof Enough ? [] : failures.slice(index);
        for (const each of open) this.#suspect(this.#facts(each, kase, run, context));
        throw error;
      });
    }
    this.#options.emit?.({
      type: 'case-ended',
      phase: phase.name,
      case: kase.id,
      judged: toldOf(run.judgements),
      requests: this.#traffic.requests - before.requests,
      creates: this.#traffic.creates - before.creates,
      ms: this.#options.now() - before.at,
    });
  }

  async #lookInto(failure: Failure, kase: Case, run: CaseRun, phase: PhaseFacts, context: RunContext): Promise<void> {
    const { kase: smallest, run: shown } = await this.#shrunk(kase, run, failure.clause, phase, context);
    const shownFailure = failuresOf(shown).find(({ clause }) => clause === failure.clause) ?? failure;
    const { confirmed, tried } = await confirm(smallest, failure, context);
    const confirmations = { confirmed: confirmed + 1, tried: tried + 1 };
    const facts = { ...this.#facts(shownFailure, kase, shown, context), confirmations };
    if (confirmed > 0) this.#find(facts);
    else this.#suspect(facts);
  }

  #facts({ clause, problem }: Failure, { id }: Case, { trace }: CaseRun, context: RunContext): FindingFacts {
    return {
      number: this.#ledger.findings.length + 1,
      clause,
      counts: this.#counts(clause, context),
      problem,
      trace,
      seed: this.#options.seed,
      path: id,
      confirmations: { confirmed: 1, tried: 1 },
      flaky: false,
      historyDependent: false,
    };
  }

  /** Random requests are made smaller; all others are small by design. */
  async #shrunk(kase: Case, run: CaseRun, clause: string, { name }: PhaseFacts, context: RunContext): Promise<Shrunk> {
    if (name !== 'random' || this.#options.stopAtFirstFinding) return { kase, run, tried: 0 };
    const shrunk = await shrink(kase, run, clause, context);
    this.#options.emit?.({ type: 'shrinking', clause, tried: shrunk.tried, budget: MOST_TRIES });
    return shrunk;
  }

  #counts(id: string, context: RunContext): boolean {
    const { only } = this.#options;
    const clause = this.#options.contract.clauses.find((each) => each.id === id);
    return clause !== undefined && context.counts(clause) && (only === undefined || only.includes(id));
  }

  #add(facts: FindingFacts): Finding {
    const finding = toFinding({ ...facts, number: this.#ledger.findings.length + 1 });
    this.#ledger.add(finding);
    this.#options.emit?.({ type: 'finding', finding });
    return finding;
  }

  #find(facts: FindingFacts): void {
    const finding = this.#add(facts);
    if (finding.counts && !finding.flaky && this.#options.stopAtFirstFinding) throw new Enough();
  }

  /** What does not come again alone may come from what was sent before: met often enough, it is no chance. */
  #suspect(facts: FindingFacts): void {
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
    const { contract, target, only, now, profile = 'document' } = this.#options;
    const results = this.#ledger.results(contract, countsAt(profile), only && new Set(only), this.#openReason);
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
        why: why({
          verdict,
          clauses: results,
          openReason: this.#openReason,
          failedHook: this.#failedHook,
          isComplete: this.#isComplete,
        }),
        byLevel: countsByLevel(results),
        requests: this.#traffic.requests,
        creates: this.#traffic.creates,
        cases: this.#cases,
        phases: this.#phases.map((phase) => ({ ...phase })),
      },
      clauses: results,
      findings,
      observations: this.#observations?.list() ?? [],
    };
  }
}

/** The first finding is enough. */
class Enough extends Error {}
