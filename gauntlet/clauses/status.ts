import type { AcceptedOutcome, Ambiguity, Operation, RuleClause } from '../../specs/contract.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { MutantDraft } from '../deviation.ts';
import { clauseIn, operationIn } from '../locate.ts';

/** Answers to a client that sends too much: a fair judge waits and asks again, so that they say nothing about the clause. */
const THROTTLED = 429;

/**
 * Every refusal with every other status that the operation documents, with that of success and with 500; and as a success that nothing
 * stands behind. What some reading of the contract answers is no mutant.
 */
export async function statusMutants(base: Base, operation: Operation): Promise<MutantDraft[]> {
  const success = successOf(operation);
  const documented = Object.keys(operation.responses).map(Number).filter(Number.isInteger);
  const candidates = [...new Set([...documented, success, 500])].filter((status) => status !== THROTTLED);
  const drafts: MutantDraft[] = [];
  for (const clause of operation.clauses) {
    if (!clause.answer) continue;
    const accepted = [...(clause.accept ?? [{ status: clause.answer.status }]), ...(await readStatuses(base, clause))];
    for (const status of candidates.filter((candidate) => !accepted.some((outcome) => isStatus(outcome, candidate))))
      drafts.push(withStatus(operation, clause, status));
    drafts.push(asSuccess(operation, clause, success));
  }
  return drafts;
}

/** The first status of success of an operation. */
function successOf({ answers }: Operation): number {
  return answers[0]?.status ?? 200;
}

/** True when an accepted outcome covers the status, whatever it says of the body. */
function isStatus({ status }: AcceptedOutcome, candidate: number): boolean {
  const name = String(status);
  if (name.startsWith('not-')) return !isStatus({ status: name.slice(4) }, candidate);
  return name.toUpperCase().endsWith('XX') ? name[0] === String(candidate)[0] : name === String(candidate);
}

/** The statuses that the clause has under the readings that change statuses. */
async function readStatuses(base: Base, { id, operation }: RuleClause): Promise<AcceptedOutcome[]> {
  const outcomes: AcceptedOutcome[] = [];
  for (const ambiguity of base.contract.ambiguities.filter(({ clauses }) => clauses.includes(id))) {
    for (const choice of choicesAboutStatus(ambiguity)) {
      const contract = await base.read({ [ambiguity.id]: choice });
      if (typeof contract === 'string') throw new Error(`${base.id} under ${ambiguity.id}=${choice}: ${contract}`);
      const read = contract.operations.find((each) => each.id === operation)?.clauses.find((each) => each.id === id);
      if (read?.answer) outcomes.push({ status: read.answer.status });
    }
  }
  return outcomes;
}

function choicesAboutStatus({ choices }: Ambiguity): string[] {
  return Object.entries(choices).flatMap(([name, { actions }]) =>
    actions.some(({ update }) => JSON.stringify(update ?? null).includes('"status"')) ? [name] : [],
  );
}

function withStatus(operation: Operation, clause: RuleClause, status: number): MutantDraft {
  return {
    clause: clause.id,
    operator: 'status',
    detail: String(status),
    says: `Answers ${status} where ${clause.answer?.status} is documented.`,
    edit: (document) => {
      const own = inFixedOrder(document, operation);
      const answer = asObject(clauseIn(own, clause.id)['answer']);
      const responses = asObject(own['responses']);
      copyContent(asObject(responses[String(answer['status'])]), responses, String(status));
      answer['status'] = status;
    },
  };
}

/** The operation with its clauses in the order in which they are judged, which another status must not change. */
function inFixedOrder(document: JsonObject, operation: Operation): JsonObject {
  const own = operationIn(document, operation);
  own['x-clauses'] = operation.clauses.map(({ id }) => clauseIn(own, id));
  delete own['x-precedence'];
  return own;
}

/** The examples of one response are put beside those of another, so that the body stays what it was. */
function copyContent(from: JsonObject, responses: JsonObject, status: string): void {
  const response = memberOf(responses, status, { description: from['description'] ?? '' });
  const content = memberOf(response, 'content', {});
  for (const [type, media] of Object.entries(asObject(from['content']))) {
    const { schema, examples } = asObject(media);
    const own = memberOf(content, type, schema === undefined ? {} : { schema: structuredClone(schema) });
    own['examples'] = { ...asObject(own['examples']), ...asObject(structuredClone(examples)) };
  }
  if (Object.keys(content).length === 0) delete response['content'];
}

/** The object under a name, put there when it is missing. */
function memberOf(holder: JsonObject, name: string, missing: JsonObject): JsonObject {
  const found = holder[name];
  if (isObject(found)) return found;
  holder[name] = missing;
  return missing;
}

function asSuccess(operation: Operation, clause: RuleClause, success: number): MutantDraft {
  return {
    clause: clause.id,
    operator: 'as-success',
    says: 'Answers like a success, and does nothing.',
    edit: (document) => {
      const entry = clauseIn(inFixedOrder(document, operation), clause.id);
      const example = operation.answers[0]?.example;
      const answer: Json = { status: success, ...(example !== undefined && { example }) };
      if (isObject(entry['answer'])) entry['answer'] = answer;
    },
  };
}
