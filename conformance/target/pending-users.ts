import { isObject, type Json, type JsonObject } from '../../specs/json.ts';

/** A user that a run has created, or may have created: the answer never came or did not tell. */
export interface PendingUser {
  readonly run: string;
  readonly contract: string;
  readonly baseUrl: string;
  readonly email: string;
  /** Known only when a request created this user alone. */
  readonly id: string | undefined;
  readonly isCertain: boolean;
}

interface Traces {
  user: PendingUser;
  /** Requests that may have created the user. */
  readonly requests: Set<string>;
}

/** The users that clean-up has to look for, in the order in which they were created. Lines that cannot be read are passed over. */
export function pendingUsers(journal: string): PendingUser[] {
  const traces = new Map<string, Traces>();
  const created = new Map<string, string[]>();
  for (const line of journal.split('\n')) {
    const entry = parse(line);
    const request = `${entry['run']} ${entry['create']}`;
    if (entry['type'] === 'create') created.set(request, noteCreate(traces, request, entry));
    if (entry['type'] === 'outcome') noteOutcome(traces, request, created.get(request) ?? [], entry);
    if (entry['type'] === 'removed') for (const email of textsOf(entry['emails'])) traces.delete(keyOf(entry, email));
  }
  return [...traces.values()]
    .filter(({ user, requests }) => user.isCertain || requests.size > 0)
    .map(({ user }) => user);
}

function noteCreate(traces: Map<string, Traces>, request: string, entry: JsonObject): string[] {
  return textsOf(entry['emails']).map((email) => {
    const key = keyOf(entry, email);
    const known = traces.get(key);
    if (known) known.requests.add(request);
    else traces.set(key, { user: toUser(entry, email), requests: new Set([request]) });
    return key;
  });
}

function noteOutcome(traces: Map<string, Traces>, request: string, keys: readonly string[], entry: JsonObject): void {
  const { outcome } = entry;
  const [id, ...more] = textsOf(entry['ids']);
  for (const key of keys) {
    const trace = traces.get(key);
    if (outcome === 'refused') trace?.requests.delete(request);
    if (outcome === 'created' && trace)
      trace.user = { ...trace.user, id: keys.length === 1 && more.length === 0 ? id : undefined, isCertain: true };
  }
}

function toUser(entry: JsonObject, email: string): PendingUser {
  const { run, contract, baseUrl } = entry;
  return {
    run: String(run),
    contract: String(contract),
    baseUrl: String(baseUrl),
    email,
    id: undefined,
    isCertain: false,
  };
}

function keyOf({ baseUrl }: JsonObject, email: string): string {
  return `${baseUrl} ${email}`;
}

/** The line as an object; an empty one for what is torn. */
function parse(line: string): JsonObject {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
