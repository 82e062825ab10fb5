import type { Json, JsonObject } from '../../specs/json.ts';
import { withinDeadline } from './within-deadline.ts';

/** One way to call a hook: an object in, any JSON out. It rejects with the reason when there is no answer. */
export type Ask = (input: JsonObject) => Promise<Json | undefined>;

/** How long a hook may take, in milliseconds. */
export const HOOK_TIMEOUT_MS = 10_000;

/** The hook as a function in this process. */
export function functionHook(
  run: (input: JsonObject) => Json | undefined | Promise<Json | undefined>,
  timeoutMs: number = HOOK_TIMEOUT_MS,
): Ask {
  return (input) =>
    withinDeadline((async () => run(input))(), { timeoutMs, signal: undefined }, () =>
      Promise.reject(new Error(`it did not answer within ${timeoutMs} ms`)),
    );
}

/** The JSON value that a hook wrote; undefined for nothing. @throws Error when it is no JSON. */
export function parseHookAnswer(bytes: Uint8Array): Json | undefined {
  const text = Buffer.from(bytes).toString().trim();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('its answer is no JSON; expected one JSON object');
  }
}
