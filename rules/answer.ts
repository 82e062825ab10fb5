import type { AnswerTemplate } from '../specs/behaviour.ts';
import type { CompileFits } from '../specs/condition.ts';
import type { MediaType, Operation, ResponseDeclaration } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import { compileTemplate, compileText, type Render } from '../specs/template.ts';
import { matchAccept, parseMediaType } from '../wire/media-type.ts';
import type { Call } from './call.ts';

/** An answer before it is encoded. */
export interface Answer {
  readonly status: number;
  readonly reasonPhrase: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly mediaType: string | undefined;
  readonly body: Json | undefined;
  /** Schema that drives the encoding of the body. */
  readonly schema: JsonObject | undefined;
}

/** Writes one declared answer for a request. */
export type AnswerWriter = (scope: Scope, call: Call) => Answer;

/** The writer of a declared answer: its example rendered, in the media type that the request asks for. */
export function compileAnswer(template: AnswerTemplate, operation: Operation, fits: CompileFits): AnswerWriter {
  const { status, example } = template;
  const content = responseFor(operation, status)?.content ?? {};
  const types = typesWith(content, example, operation.negotiation !== undefined);
  const negotiate = compileNegotiation(operation, types);
  const bodies = new Map(types.map((type) => [type, compileBody(type, content, example, fits)]));
  const headers = Object.entries(template.headers ?? {}).map(([name, text]) => [name, compileText(text)] as const);
  const reasonPhrase = template.reasonPhrase === undefined ? undefined : compileText(template.reasonPhrase);
  return (scope, call) => {
    const mediaType = negotiate(call);
    const written = mediaType === undefined ? undefined : bodies.get(mediaType);
    const body = written?.render?.(scope);
    return {
      status,
      reasonPhrase: reasonPhrase?.(scope),
      headers: Object.fromEntries(headers.map(([name, text]) => [name, text(scope)])),
      mediaType: body === undefined ? undefined : mediaType,
      body,
      schema: written?.schema,
    };
  };
}

/** Without a rule of negotiation an answer has one of the media types that hold its example. */
function typesWith(
  content: ResponseDeclaration['content'],
  example: string | undefined,
  isNegotiated: boolean,
): string[] {
  const types = Object.keys(content);
  if (isNegotiated || example === undefined) return types;
  const holding = types.filter((type) => content[type]?.examples[example] !== undefined);
  return holding.length > 0 ? holding : types;
}

/** The response that an operation declares for a status: the status itself, its class (`4XX`), or `default`. */
export function responseFor(operation: Operation, status: number): ResponseDeclaration | undefined {
  const { responses } = operation;
  return responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default'];
}

/** An example that one media type lacks is taken from another: both write the same value. */
function compileBody(
  type: string,
  content: Readonly<Record<string, MediaType>>,
  example: string | undefined,
  fits: CompileFits,
): { schema: JsonObject | undefined; render: Render | undefined } {
  const own = content[type];
  const candidates = [own, ...Object.values(content)].flatMap((media) => (media ? [media.examples] : []));
  const template = candidates
    .map((examples) => examples[example ?? Object.keys(examples)[0] ?? ''])
    .find((value) => value !== undefined);
  return { schema: own?.schema, render: template === undefined ? undefined : compileTemplate(template, fits) };
}

function compileNegotiation({ negotiation }: Operation, types: readonly string[]): (call: Call) => string | undefined {
  const [first] = types;
  if (types.length <= 1) return () => first;
  if (!negotiation) return (call) => byAccept(call, types) ?? first;
  const { order, query, fallback } = negotiation;
  const offered = (type: string | undefined): string | undefined => types.find((known) => known === type);
  const steps = {
    query: byQuery,
    accept: (call: Call) => byAccept(call, types),
    request: (call: Call) => offered(call.mediaType),
  };
  return (call) => {
    for (const step of order) {
      const type = steps[step](call);
      if (type !== undefined) return type;
    }
    return offered(fallback) ?? first;
  };

  function byQuery(call: Call): string | undefined {
    const value = query && call.query[query.name];
    return typeof value === 'string' && query && Object.hasOwn(query.values, value)
      ? offered(query.values[value])
      : undefined;
  }
}

function byAccept(call: Call, types: readonly string[]): string | undefined {
  const accept = call.headers['accept'];
  if (typeof accept !== 'string' || accept === '*/*') return undefined;
  const type = matchAccept(accept, types);
  return type === undefined ? undefined : types.find((known) => known === (parseMediaType(type)?.type ?? type));
}
