import { isObject } from '../../specs/json.ts';
import { type Ask, parseHookAnswer } from './ask.ts';
import type { WireAnswer } from './exchange.ts';
import { printableLine } from './printable-line.ts';
import type { Transport } from './target.ts';

/** The hook behind a URL: the object by POST, the answer with status 200. The transport keeps the time. */
export function urlHook(url: string, transport: Transport): Ask {
  const { origin, pathname, search } = new URL(url);
  return async (input) => {
    const answer = await transport.send(origin, {
      method: 'POST',
      path: pathname + search,
      headers: [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ],
      body: Buffer.from(JSON.stringify(input)),
    });
    if (answer.kind === 'failure') throw new Error(answer.message);
    if (answer.status !== 200) throw new Error(`it answered with ${answer.status}; expected 200${detailOf(answer)}`);
    return parseHookAnswer(answer.body);
  };
}

/** What a problem document (RFC 9457) says; nothing else of an answer is shown, it may hold secrets. */
function detailOf({ headers, body }: WireAnswer): string {
  const isProblem = headers.some(
    ([name, value]) => name.toLowerCase() === 'content-type' && /problem\+json/i.test(value),
  );
  try {
    const problem: unknown = isProblem ? JSON.parse(Buffer.from(body).toString()) : undefined;
    return isObject(problem) && typeof problem['detail'] === 'string' ? `. ${printableLine(problem['detail'])}` : '';
  } catch {
    return '';
  }
}
