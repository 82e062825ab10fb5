import type { Json } from './json.ts';

/** Holds when the value of an expression is there and fits `is`, does not fit `isNot`, and is one of `in`. */
export interface Condition {
  readonly the: string;
  readonly is?: Json;
  readonly isNot?: Json;
  /** Expression of a list that holds the value, or any element of a value that is a list. */
  readonly in?: string;
}

/** One documented answer, or one that a judge accepts. */
export interface AnswerTemplate {
  readonly status: number;
  /** Name of an example of that response. */
  readonly example?: string;
  readonly reasonPhrase?: string;
  /** Templates, by header name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Condition under which a success answer is chosen; the first that holds is taken. */
  readonly when?: readonly Condition[];
}

/** `none`: exact; `case`: without regard to letter case. */
export type Fold = 'none' | 'case';

/** Which media type an answer has: the steps are tried in order, the last resort is `fallback`. */
export interface Negotiation {
  readonly query?: { readonly name: string; readonly values: Readonly<Record<string, string>> };
  readonly order: readonly ('query' | 'accept' | 'request')[];
  readonly fallback: string;
}

/** How the media type of a request's body is found, from `x-media-type`. */
export interface BodyMediaType {
  /** Lower-case names of the headers that may say it; the first that is there counts. */
  readonly headers: readonly string[];
  /** The type of a body that comes without one. */
  readonly default?: string;
  /** True when a body without a type is recognised by its first character, before the default is taken. */
  readonly sniff: boolean;
  /** True when a type is also read by its other name: `text/xml` for `application/xml`, `text/json` for `application/json`. */
  readonly synonyms: boolean;
}

/**
 * How a record is addressed. The first lookup whose value is there counts; a list holds the records that fit all
 * lookups whose value is there.
 */
export interface Lookup {
  readonly at: string;
  readonly equals: string;
  readonly fold?: Fold;
}

export interface MailTemplate {
  readonly to: string;
  readonly about: string;
  readonly when?: readonly Condition[];
}

/** What a request that breaks nothing does to the world. Exactly one of the verbs is set. */
export interface Effect {
  readonly create?: string;
  readonly find?: string;
  readonly list?: string;
  readonly update?: string;
  readonly remove?: string;
  /** `item`: one record for every element of the body. */
  readonly each: 'request' | 'item';
  /**
   * What a batch with good and bad items does. `subset`: the good ones are created and answered as success;
   * `part-with-error`: they are created and the first error is answered; `all-or-nothing`: the first error, nothing created.
   */
  readonly batch: 'subset' | 'part-with-error' | 'all-or-nothing';
  readonly by: readonly Lookup[];
  /** Facts that go down by this number with every created record, and up again when it is removed. */
  readonly uses: Readonly<Record<string, number>>;
  /** When these hold everything is checked and answered, and nothing changes. */
  readonly dryRun?: readonly Condition[];
  readonly mail?: MailTemplate;
  /** What was done under a key is not done again: its answer is sent again once the clause `after` has passed. */
  readonly replay?: { readonly key: string; readonly fold?: Fold; readonly after: string };
  /** Template merged over the stored record, for `update`. */
  readonly set?: Json;
  /** Expression and size that page a list. */
  readonly page?: {
    /** Expression of the id after which the page starts, of the number of records to skip, or of the number of the page from 0. */
    readonly after?: string;
    readonly offset?: string;
    readonly number?: string;
    readonly size?: string;
    readonly defaultSize: number;
  };
  /** A credential given to the caller. */
  readonly issue?: { readonly header: string; readonly value: string; readonly expiresInSeconds: number };
}
