import type { RuleClause } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import { withFirstItem } from '../draft.ts';
import { drawn, givenFacts, type KnownFact, knownFact } from '../known-fact.ts';
import { lastOfBatch } from '../last-of-batch.ts';
import { put } from '../put.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';
import { type Way, waysToHold } from '../ways-to-hold.ts';

/** Domains that only a server can deny that reads its list. */
const OTHERS = ['denied-now.example', 'denied-too.example'];

/** An address of every denied domain, also in other letter case, and below one where that is denied too; then of domains that are denied just now. */
export const violateDeniedDomain: Violate = (clause, context) => {
  const fact = String(clause.params['fact']);
  const known = knownFact(fact, context, isTextList, OTHERS);
  const given: KnownFact<string[]> = { value: OTHERS, given: givenFacts({ [fact]: OTHERS }) };
  const lists = known.value === OTHERS ? [given] : [known, given];
  const [way] = waysToHold(clause, context);
  const violators = way ? lists.flatMap((list) => within(list, clause, context, way)) : [];
  return [...violators, ...lastOfBatch(violators, clause, context)];
};

function within(
  { value, given }: KnownFact<string[]>,
  clause: RuleClause,
  context: ViolateContext,
  way: Way,
): Violator[] {
  const at = String(clause.params['at']);
  const [first = ''] = value;
  const violator = (note: string, domain: string): Violator => {
    const address = addressIn(domain, context);
    const alter: Violator['alter'] = (draft) =>
      withFirstItem(way.alter(draft), clause.each, (item) => put(item, at, address));
    return { note, ...(given && { given }), alter };
  };
  return [
    ...drawn(value, context).map((domain) => violator(`of ${domain}`, domain)),
    violator(`of ${first}, in upper case`, first.toUpperCase()),
    violator(`of ${first}, in mixed letter case`, capitalised(first)),
    ...(clause.params['subdomains'] === true ? [violator(`below ${first}`, `sub.${first}`)] : []),
  ];
}

function isTextList(value: Json): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && each !== '');
}

function addressIn(domain: string, { email }: ViolateContext): string {
  const address = email(domain);
  return address.slice(0, address.lastIndexOf('@') + 1) + domain;
}

function capitalised(domain: string): string {
  return domain.replace(/[a-z]/, (letter) => letter.toUpperCase());
}
