import type { RuleClause } from '../../specs/contract.ts';
import type { SchemaProbe, Violate, ViolateContext, Violator } from '../violate.ts';
import { compileSelection } from './select.ts';

/** The faults that were made for this clause: those that it takes and no clause of its kind before it. */
export const violateSchema: Violate = (clause, context) => {
  const taking = takers(context);
  return context.schemaFaults
    .filter((probe) => taking.find(({ takes }) => takes(probe))?.clause.id === clause.id)
    .map(({ note, alter }): Violator => ({ note, alter }));
};

interface Taker {
  readonly clause: RuleClause;
  readonly takes: (probe: SchemaProbe) => boolean;
}

/** The schema clauses of the operation, each with what it can take. */
function takers({ operation }: ViolateContext): Taker[] {
  const hasBatches = operation.effect?.each === 'item';
  return operation.clauses
    .filter(({ rule, off }) => rule === 'schema' && !off)
    .map((clause) => {
      const isTaken = compileSelection(clause.params, clause.each);
      return {
        clause,
        takes: (probe) => {
          const element = hasBatches && probe.where === 'body' ? /^\/\d+/.exec(probe.pointer)?.[0] : undefined;
          if (element !== undefined)
            return clause.each === 'item' && isTaken({ ...probe, pointer: probe.pointer.slice(element.length) });
          return (clause.each === 'request' || !hasBatches || isNoBatch(probe)) && isTaken(probe);
        },
      };
    });
}

/** A body that is no list is judged as the only element. */
function isNoBatch({ where, pointer, keyword }: SchemaProbe): boolean {
  return where === 'body' && pointer === '' && keyword === 'type';
}
