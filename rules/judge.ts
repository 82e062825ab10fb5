import type { Json } from '../specs/json.ts';
import { type Element, type Inquiry, subjectOf } from './inquiry.ts';
import type { Subject } from './rule.ts';
import type { CompiledClause, Stage } from './stage.ts';
import { type Broken, isSameAnswer } from './violation.ts';

/** What the request as a whole breaks, in view of the elements that stand. */
export function judgeRequest({ clauses }: Stage, inquiry: Inquiry, standing: readonly Element[]): readonly Broken[] {
  const whole = { item: inquiry.call.body, index: undefined };
  const items = standing.map(({ item }) => item);
  return firstBroken(clauses, subjectOf(inquiry, whole, items));
}

/** The elements that break nothing; those that do leave what they break behind. */
export function judgeElements(
  { clauses }: Stage,
  inquiry: Inquiry,
  standing: readonly Element[],
  refused: (readonly Broken[])[],
): Element[] {
  const kept: Element[] = [];
  const items: (Json | undefined)[] = [];
  for (const element of standing) {
    const broken = firstBroken(clauses, subjectOf(inquiry, element, items));
    if (broken.length > 0) refused.push(broken);
    else {
      kept.push(element);
      items.push(element.item);
    }
  }
  return kept;
}

/** What the first broken clause reports; a clause that collects takes along the later ones that answer the same. */
function firstBroken(clauses: readonly CompiledClause[], subject: Subject): readonly Broken[] {
  for (const [index, compiled] of clauses.entries()) {
    const broken = brokenBy(compiled, subject);
    if (broken.length === 0) continue;
    return compiled.clause.collect ? collect(broken, compiled, clauses.slice(index + 1), subject) : broken;
  }
  return [];
}

function brokenBy({ clause, holds, rule }: CompiledClause, subject: Subject): Broken[] {
  if (!holds(subject.scope)) return [];
  return rule.check(subject).map((breach) => {
    return { clause: breach.keyword ?? clause, answered: clause, breach, index: subject.index };
  });
}

/** A field that is reported already is not reported again. */
function collect(
  first: readonly Broken[],
  { clause }: CompiledClause,
  later: readonly CompiledClause[],
  subject: Subject,
): readonly Broken[] {
  const collected = [...first];
  for (const compiled of later) {
    if (!compiled.clause.collect || !isSameAnswer(compiled.clause, clause)) continue;
    const known = new Set(collected.map(({ breach }) => breach.field).filter((field) => field !== ''));
    collected.push(...brokenBy(compiled, subject).filter(({ breach }) => !known.has(breach.field)));
  }
  return collected;
}
