import { explainEntry } from '../explain.ts';
import { problem } from '../problem.ts';
import type { AdminAnswer, AdminContext, AdminInput } from './action.ts';

/** Why a request was answered as it was; 404 when the journal does not hold it. */
export function explain({ journal }: AdminContext, { parameter: id }: AdminInput): AdminAnswer {
  const entry = journal.find(id);
  if (entry) return { json: explainEntry(entry) };
  const detail = `There is no request ${id} in the journal. It keeps the last 1,000; ids stand in the X-Mock-Request-Id header.`;
  return { response: problem({ status: 404, code: 'unknown-request', detail }) };
}
