import type { PlainResponse } from './plain.ts';
import type { Preferences } from './prefer.ts';
import type { PrismResource } from './prism-operation.ts';
import { problem } from './problem.ts';

type PrismResponse = PrismResource['responses'][number];
type PrismContent = NonNullable<PrismResponse['contents']>[number];

/** The operation cut down to what the preferences leave, or the problem that nothing is left. */
export type Selection =
  | { readonly ok: true; readonly resource: PrismResource }
  | { readonly ok: false; readonly answer: PlainResponse };

/**
 * Cuts an operation down to the answers that the preferences leave, so that Prism cannot fall back to another one.
 * Without a code the preferences concern the answer to a good request; the answers to bad ones stay.
 */
export function selectAnswers(resource: PrismResource, { code, example, dynamic }: Preferences): Selection {
  const chosen = code === undefined ? successOf(resource) : responseOf(resource, code);
  if (!chosen) return code === undefined ? { ok: true, resource } : refuse(unknownCode(resource, code));
  const contents = chosen.contents ?? [];
  const kept = contents.flatMap((content): PrismContent[] => {
    if (example !== undefined) return withOnly(content, example);
    return dynamic === true && !content.schema ? [] : [content];
  });
  if (example !== undefined && kept.length === 0) return refuse(unknownExample(resource, chosen, example));
  if (contents.length > 0 && kept.length === 0) return refuse(noSchema(chosen));
  const answer: PrismResponse = { ...chosen, contents: kept };
  const others = code === undefined ? resource.responses.filter((response) => response.code !== chosen.code) : [];
  return { ok: true, resource: { ...resource, responses: [answer, ...others] } };
}

/** The answer that Prism gives to a good request: the lowest 2xx, else `default`, else the first. */
function successOf({ responses }: PrismResource): PrismResponse | undefined {
  const good = responses.filter((response) => /^2(\d\d|XX)$/i.test(response.code)).toSorted(byCode);
  return good[0] ?? responses.find((response) => response.code === 'default') ?? responses[0];
}

function byCode(a: PrismResponse, b: PrismResponse): number {
  return a.code < b.code ? -1 : 1;
}

/** The declared answer with a status: its own, that of its class, or `default`. */
function responseOf({ responses }: PrismResource, code: number): PrismResponse | undefined {
  const names = [String(code), `${Math.floor(code / 100)}XX`, 'DEFAULT'];
  const found = names.flatMap((name) => responses.filter((response) => response.code.toUpperCase() === name));
  return found[0] && { ...found[0], code: String(code) };
}

function withOnly(content: PrismContent, example: string): PrismContent[] {
  const examples = (content.examples ?? []).filter(({ key }) => key === example);
  return examples.length === 0 ? [] : [{ ...content, examples }];
}

function examplesOf({ contents = [] }: PrismResponse): string[] {
  return [...new Set(contents.flatMap(({ examples = [] }) => examples.map(({ key }) => key)))];
}

function refuse(answer: PlainResponse): Selection {
  return { ok: false, answer };
}

function unknownCode({ responses }: PrismResource, code: number): PlainResponse {
  const codes = responses.map((response) => response.code);
  const detail = `The operation declares no answer with the status ${code}. It declares ${codes.join(', ') || 'none'}.`;
  return problem({ status: 404, code: 'unknown-code', detail, more: { codes } });
}

function unknownExample({ responses }: PrismResource, { code }: PrismResponse, example: string): PlainResponse {
  const examples = Object.fromEntries(responses.map((response) => [response.code, examplesOf(response)]));
  const others = responses
    .filter((response) => examplesOf(response).includes(example))
    .map((response) => response.code);
  const hint = others.length === 0 ? '' : ` It belongs to ${others.join(', ')}: add code=${others[0]}.`;
  const detail = `The answer ${code} of the operation has no example "${example}".${hint} See "examples" for those of each answer.`;
  return problem({ status: 404, code: 'unknown-example', detail, more: { examples } });
}

function noSchema({ code }: PrismResponse): PlainResponse {
  const detail = `The answer ${code} of the operation has no schema, so that no value can be made up. Leave dynamic out.`;
  return problem({ status: 400, code: 'bad-preference', detail });
}
