import type { Json } from '../specs/json.ts';
import type { Corruption } from './corruption.ts';

/** A request in the making: values, not bytes. The suite adds the persona's credentials and encodes the body when it is sent. */
export interface Draft {
  /** Name of the caller: a persona of the contract, `anonymous` (no secret) or `stranger` (secrets that belong to nobody). */
  readonly persona: string;
  /** Values of path parameters by name, not yet escaped; undefined where the path has none. */
  readonly path?: Readonly<Record<string, string>>;
  /** Values of query parameters by name; a list repeats the parameter. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Header fields besides credentials and Content-Type. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of credential slots that are left out, whoever calls. */
  readonly without: readonly string[];
  /** What becomes of the caller's values, by name of the credential slot. */
  readonly corrupt?: Readonly<Record<string, Corruption>>;
  /** Key of the operation's content in which the body is encoded. */
  readonly mediaType: string | undefined;
  /** Value of Content-Type when it is not the media type; null for none. */
  readonly contentType?: string | null;
  readonly body: Json | undefined;
  /** Bytes that are sent in place of the encoded body. */
  readonly raw?: Uint8Array;
}

/** The elements of a batch, or the body as the only one. */
export function itemsOf({ body }: Draft, each: 'request' | 'item'): readonly (Json | undefined)[] {
  return each === 'item' && Array.isArray(body) ? body : [body];
}

/** The draft with another first element of its batch; with another body when it is none. */
export function withFirstItem(draft: Draft, each: 'request' | 'item', alter: (item: Json | undefined) => Json): Draft {
  const { body } = draft;
  if (each === 'item' && Array.isArray(body)) return { ...draft, body: [alter(body[0]), ...body.slice(1)] };
  return { ...draft, body: alter(body) };
}
