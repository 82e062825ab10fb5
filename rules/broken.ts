import type { RuleClause } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { type Element, type Inquiry, subjectOf } from './inquiry.ts';
import type { Breach } from './rule.ts';
import type { CompiledClause } from './stage.ts';
import type { Broken } from './violation.ts';

/**
 * Everything that a request breaks, whoever would answer first: for the request, and for every element of its batch. `decide` stops at the first;
 * a judge needs all, because a page that gives no precedence allows any of them to be answered. An element is compared with those before it
 * that break nothing.
 */
export function allBroken(inquiry: Inquiry): readonly Broken[] {
  const clauses = inquiry.compiled.stages.flatMap((stage) => stage.clauses);
  const [ofItems, ofRequest] = partition(clauses, ({ clause }) => clause.each === 'item');
  const standing: (Json | undefined)[] = [];
  const broken: Broken[] = [];
  for (const element of inquiry.elements) {
    const own = brokenBy(ofItems, inquiry, element, standing);
    broken.push(...own);
    if (own.length === 0) standing.push(element.item);
  }
  const whole: Element = { item: inquiry.call.body, index: undefined };
  return [...brokenBy(ofRequest, inquiry, whole, standing), ...broken];
}

/** Clauses of which nobody can say whether the request, or an element of its batch, breaks them. */
export function allOpen(
  inquiry: Inquiry,
): readonly { readonly clause: RuleClause; readonly index: number | undefined }[] {
  const clauses = inquiry.compiled.stages.flatMap((stage) => stage.clauses).filter(({ rule }) => rule.isOpen);
  if (clauses.length === 0) return [];
  const whole: Element = { item: inquiry.call.body, index: undefined };
  const subjects = { request: [whole], item: inquiry.elements };
  return clauses.flatMap(({ clause, holds, rule }) =>
    subjects[clause.each].flatMap((element) => {
      const subject = subjectOf(inquiry, element, []);
      return holds(subject.scope) && rule.isOpen?.(subject) ? [{ clause, index: element.index }] : [];
    }),
  );
}

function brokenBy(
  clauses: readonly CompiledClause[],
  inquiry: Inquiry,
  element: Element,
  standing: readonly (Json | undefined)[],
): Broken[] {
  const subject = subjectOf(inquiry, element, standing.slice());
  const told = new Set<string>();
  return clauses
    .filter(({ holds }) => holds(subject.scope))
    .flatMap(({ clause, rule }) =>
      rule.check(subject).flatMap((breach): Broken[] => {
        if (isTold(breach, told)) return [];
        return [{ clause: breach.keyword ?? clause, answered: clause, breach, index: element.index }];
      }),
    );
}

/** A keyword that is broken belongs to the first clause that asks about it; what comes after it is for the rest. */
function isTold({ name, pointer, keyword }: Breach, told: Set<string>): boolean {
  if (name === undefined) return false;
  const key = `${name} ${pointer} ${keyword?.id ?? ''}`;
  const isKnown = told.has(key);
  told.add(key);
  return isKnown;
}

function partition<Value>(values: readonly Value[], isFirst: (value: Value) => boolean): [Value[], Value[]] {
  return [values.filter(isFirst), values.filter((value) => !isFirst(value))];
}
