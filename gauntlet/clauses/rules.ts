import type { Contract, Operation, RuleClause } from '../../specs/contract.ts';
import { asObject, type JsonObject } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Edit, MutantDraft } from '../deviation.ts';
import { clauseIn, operationIn } from '../locate.ts';

/** Clauses that are not judged, and clauses with other parameters. */
export function ruleMutants({ contract, surface }: Base, operation: Operation): MutantDraft[] {
  return operation.clauses
    .filter(({ answer, off }) => answer !== undefined && !off)
    .flatMap((clause) => [
      ...dropped(contract, operation, clause),
      ...roles(contract, operation, clause),
      ...lists(operation, clause),
      ...otherField(operation, clause, surface.names[0]),
    ]);
}

function editClause(operation: Operation, id: string, change: (clause: JsonObject) => void): Edit {
  return (document) => change(clauseIn(operationIn(document, operation), id));
}

/**
 * A clause that another one stands behind would not be missed: the later one answers the same. Schema clauses behind which there is a wider
 * one are left to the mutants of their keywords; clauses about what is in use go together.
 */
function dropped({ credentials }: Contract, operation: Operation, clause: RuleClause): MutantDraft[] {
  // Credentials in the body are missing from one that cannot be read.
  if (clause.rule === 'readable' && credentials.some((slot) => slot.in === 'body')) return [];
  if (clause.rule === 'schema' && operation.clauses.some((other) => isWider(other, clause))) return [];
  const together = clause.rule === 'unique' ? operation.clauses.filter((other) => isSameKey(other, clause)) : [clause];
  return [
    {
      clause: clause.id,
      operator: 'dropped',
      says: 'Does not judge this at all.',
      edit: (document) => {
        for (const { id } of together) clauseIn(operationIn(document, operation), id)['off'] = true;
      },
    },
  ];
}

function isWider(other: RuleClause, { id, each, params }: RuleClause): boolean {
  const { at, keyword, in: place } = other.params;
  return (
    other.id !== id &&
    other.rule === 'schema' &&
    other.each === each &&
    !other.off &&
    at === undefined &&
    keyword === undefined &&
    (place === undefined || place === (params['in'] ?? 'body'))
  );
}

function isSameKey(other: RuleClause, { rule, params }: RuleClause): boolean {
  return (
    other.rule === rule && other.params['at'] === params['at'] && other.params['collection'] === params['collection']
  );
}

/** A role that is let through though it should not be, or the other way round. Who was refused before is not asked again. */
function roles(contract: Contract, operation: Operation, clause: RuleClause): MutantDraft[] {
  if (clause.rule !== 'role') return [];
  const allowed = asStrings(clause.params['anyOf']);
  const before = operation.clauses
    .slice(0, operation.clauses.indexOf(clause))
    .filter(({ rule, each }) => rule === 'role' && each === 'request');
  const known = new Set(contract.personas.flatMap(({ attributes }) => asStrings([attributes['role'] ?? null])));
  const reaching = [...known].filter((role) => before.every(({ params }) => asStrings(params['anyOf']).includes(role)));
  const withRoles = (anyOf: string[], detail: string, says: string): MutantDraft => ({
    clause: clause.id,
    operator: 'role',
    detail,
    says,
    edit: editClause(operation, clause.id, (entry) => {
      asObject(entry['params'])['anyOf'] = anyOf;
    }),
  });
  return reaching.flatMap((role) => {
    if (!allowed.includes(role)) return [withRoles([...allowed, role], `${role}-added`, `Lets ${role} through.`)];
    const rest = allowed.filter((each) => each !== role);
    const others = rest.length > 0 ? rest : ['nobody'];
    return [withRoles(others, `${role}-removed`, `Refuses ${role}.`)];
  });
}

function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Facts that a clause does not look at. */
function lists(operation: Operation, { id, rule, params }: RuleClause): MutantDraft[] {
  if (rule === 'strong-password')
    return ['weak', 'strong']
      .filter((name) => params[name] !== undefined)
      .map((name) => ({
        clause: id,
        operator: 'list-ignored',
        detail: name,
        says: `Does not look at the list of ${name} values.`,
        edit: editClause(operation, id, (entry) => {
          delete asObject(entry['params'])[name];
        }),
      }));
  return [];
}

/** What must be unique is another field. */
function otherField(operation: Operation, { id, rule }: RuleClause, field: string): MutantDraft[] {
  if (rule !== 'unique') return [];
  return [
    {
      clause: id,
      operator: 'other-field',
      detail: field,
      says: `Asks for ${field} to be unique instead.`,
      edit: (document) => {
        for (const clause of operation.clauses.filter((each) => each.rule === 'unique')) {
          const params = asObject(clauseIn(operationIn(document, operation), clause.id)['params']);
          params['at'] = `/${field}`;
        }
      },
    },
  ];
}
