import { judgeEmail } from '../../generators/emails/judge-email.ts';
import { allBroken, allOpen } from '../../rules/broken.ts';
import type { Call } from '../../rules/call.ts';
import type { CompiledOperation } from '../../rules/compile.ts';
import { foldKey } from '../../rules/fold.ts';
import { type Inquiry, inquire, type Sources } from '../../rules/inquiry.ts';
import type { Broken } from '../../rules/violation.ts';
import type { AcceptedOutcome, Clause, CredentialSlot, RuleClause } from '../../specs/contract.ts';
import { asArray, isObject } from '../../specs/json.ts';
import type { Model } from '../state/model.ts';

/** Says whether a clause can fail the target in this run. */
export type Counts = (clause: Clause) => boolean;

/** What a run is measured by. */
export interface Scale {
  readonly counts: Counts;
  /** Places of a valid body whose value the contract allows without saying so; pointers into the body. */
  readonly doubtful: (call: Call) => readonly string[];
}

/** One constraint that a request breaks. */
export interface Fault {
  /** The keyword's clause where a schema is broken, else the rule's. */
  readonly clause: Clause;
  /** The rule clause whose answer is documented. */
  readonly answered: RuleClause;
  /** Property path with dots; empty for the request as a whole. */
  readonly field: string;
  /** JSON pointer into the element, or into the part of the request that is at fault. */
  readonly pointer: string;
  /** Place of the element in the batch. */
  readonly index: number | undefined;
  /** True when a fair server must refuse it: the clause counts, and no reading of the contract nor any doubt about the value lets it pass. */
  readonly isCertain: boolean;
  /** True when nobody knows whether it is one: what it asks about is unknown. */
  readonly isUnknown?: true;
  /** Answers that are documented for it. */
  readonly accept: readonly AcceptedOutcome[];
}

/** What a fair judge expects of one request. */
export interface Expectation {
  readonly inquiry: Inquiry;
  readonly faults: readonly Fault[];
  /** Pointers of values that are allowed and unusual: a refusal of them is fair, a failure is not. */
  readonly doubts: readonly string[];
  /** `part`: some elements of a batch must be refused, others not. */
  readonly success: 'must' | 'may' | 'part' | 'never';
  /** Places of the elements that must not be created. */
  readonly refused: ReadonlySet<number>;
}

/** What the contract, as one reading has it, expects of a call in the state that the model believes in. */
export function expectationOf(
  compiled: CompiledOperation,
  call: Call,
  model: Model,
  sources: Sources,
  { counts, doubtful }: Scale,
): Expectation {
  const inquiry = inquire(compiled, structuredClone(call), model.facts, sources);
  const faults = allBroken(inquiry)
    .filter(({ answered }) => !isConsequence(answered, call, compiled.slots))
    .map((broken) => faultOf(broken, counts));
  faults.push(...openFaults(inquiry));
  const doubts = doubtful(call).filter((place) => !isAtFault(place, faults));
  return settle({ inquiry, faults, doubts });
}

/** What nobody can say whether it is wrong may be refused. */
function openFaults(inquiry: Inquiry): Fault[] {
  return allOpen(inquiry).map(({ clause, index }) => ({
    clause,
    answered: clause,
    field: '',
    pointer: '',
    index,
    isCertain: false,
    isUnknown: true,
    accept: clause.accept ?? [{ status: clause.answer?.status ?? 400 }],
  }));
}

/** Credentials that travel in a body are not missing by themselves when the body cannot be read. */
function isConsequence({ rule }: RuleClause, { body }: Call, slots: readonly CredentialSlot[]): boolean {
  return rule === 'authenticated' && !isObject(body) && slots.some((slot) => slot.in === 'body');
}

/** True for a place that a fault is about: what is wrong is no doubt. */
function isAtFault(place: string, faults: readonly Fault[]): boolean {
  return faults.some(({ index, pointer }) => {
    const at = (index === undefined ? '' : `/${index}`) + pointer;
    return place === at || place.startsWith(`${at}/`) || at.startsWith(`${place}/`);
  });
}

/** The expectation with the faults as they are certain now. */
export function settle({ inquiry, faults, doubts }: Pick<Expectation, 'inquiry' | 'faults' | 'doubts'>): Expectation {
  const certain = faults.filter(({ isCertain }) => isCertain);
  const refused = new Set(certain.flatMap(({ index }) => (index === undefined ? [] : [index])));
  return { inquiry, faults, doubts, refused, success: successOf() };

  function successOf(): Expectation['success'] {
    const isNobodyLeft = refused.size > 0 && refused.size === inquiry.elements.length;
    if (isNobodyLeft || certain.some(({ index }) => index === undefined)) return 'never';
    if (refused.size > 0) return 'part';
    return faults.length > 0 || doubts.length > 0 ? 'may' : 'must';
  }
}

/** The expectation of a request that may be taken either way: nothing about it is certain. */
export function undecided({ inquiry, faults, doubts }: Expectation): Expectation {
  const open = faults.map((fault) => ({ ...fault, isCertain: false }));
  return settle({ inquiry, faults: open, doubts: doubts.length > 0 ? doubts : [''] });
}

/** What tells a fault from others, whichever reading finds it under whichever clause: the member of the element; without one, who answers. */
export function faultKey({ answered, index, field }: Pick<Fault, 'answered' | 'index' | 'field'>): string {
  const [member = ''] = field.split('.');
  return `${index ?? ''} ${member === '' ? answered.id : `.${member}`}`;
}

function faultOf(broken: Broken, counts: Counts): Fault {
  const { clause, answered, breach, index } = broken;
  const documented = clause.accept ?? answered.accept ?? [{ status: answered.answer?.status ?? 400 }];
  // A keyword may count where the clause that answers does not: then any refusal will do.
  const own = counts(answered) || clause.accept ? documented : [...documented, { status: '4XX' }];
  const isCertain = counts(clause) && !isGreyValue(broken);
  return { clause, answered, field: breach.field, pointer: breach.pointer, index, isCertain, accept: own };
}

/** Values about which fair servers differ: addresses that some validators take, texts whose length depends on the unit. */
function isGreyValue({ breach: { name, value, limit, keyword } }: Broken): boolean {
  if (typeof value !== 'string') return false;
  if (keyword?.fold === 'case')
    return asArray(keyword.value).some((listed) => foldKey(listed, 'case') === foldKey(value, 'case'));
  if (name === 'format') return value.includes('@') ? !judgeEmail(value).undisputed : false;
  // Counted in UTF-16 code units, as many languages do, the text is long enough.
  return name === 'minLength' && value.length >= Number(limit);
}
