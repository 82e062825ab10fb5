import type { ReportedAnswer, ReportedRequest } from '../report/report.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';

/** Longest body of an answer that a report keeps, in UTF-16 code units. */
const MOST_BODY = 4096;

/** A request as a report shows it. */
export function reportRequest(baseUrl: string, { method, path, headers, body }: WireRequest): ReportedRequest {
  return { method, url: baseUrl + path, headers, ...textOf(body, Number.POSITIVE_INFINITY) };
}

/** An answer as a report shows it: its beginning. */
export function reportAnswer(exchange: Exchange): ReportedAnswer {
  if (exchange.kind === 'failure')
    return { status: null, reasonPhrase: '', headers: [], body: null, bodyBase64: null, failure: exchange.message };
  const { status, reasonPhrase, headers, body } = exchange;
  return { status, reasonPhrase, headers, ...textOf(body, MOST_BODY), failure: null };
}

/** The bytes as text, or in base64 when they are none. */
function textOf(bytes: Uint8Array | undefined, most: number): Pick<ReportedRequest, 'body' | 'bodyBase64'> {
  if (bytes === undefined) return { body: null, bodyBase64: null };
  try {
    return {
      body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).slice(0, most),
      bodyBase64: null,
    };
  } catch {
    return { body: null, bodyBase64: Buffer.from(bytes.subarray(0, Math.min(bytes.length, most))).toString('base64') };
  }
}
