import type * as fc from 'fast-check';
import type { Json, JsonObject } from '../../specs/json.ts';
import type { EmailOptions } from '../emails/emails.ts';
import type { Profile } from '../strings/profile.ts';

/** Choices of all generators of values. */
export interface ValueOptions {
  /** What local references (`#/components/…`, `#/$defs/…`) point into; the schema itself when absent. */
  readonly document?: JsonObject;
  /**
   * Only values that no sane server refuses: letters in free texts, 3 to 12 characters where nothing says otherwise,
   * ordinary e-mail addresses and numbers, small arrays. Faults and edges are always plain beside what they are about.
   */
  readonly plain?: boolean;
  /** Characters of free texts: `TEXT` when absent, ASCII in plain values. */
  readonly profile?: Profile;
  /** Valid e-mail addresses, such as those of a pool; `emails(addresses)` when absent. */
  readonly email?: fc.Arbitrary<string>;
  /** Domains and tag of all other addresses, faulty ones among them. */
  readonly addresses?: EmailOptions;
  /** A `request` (default) has no optional `readOnly` members, a `response` no optional `writeOnly` ones. */
  readonly direction?: 'request' | 'response';
  /** Levels of nesting below which only what is required is generated; 4 when absent. */
  readonly maxDepth?: number;
  /**
   * Valid values of one place each, instead of generated ones, by the JSON pointer of its schema
   * (`/items/properties/Password`). Faults and edges of that very place are still generated.
   */
  readonly overrides?: Readonly<Record<string, fc.Arbitrary<Json>>>;
  /** Optional members that are always there, by the JSON pointer of their schema. */
  readonly always?: readonly string[];
}

/** `must-reject`: every server that keeps the schema refuses the value. `grey`: a lenient reading would take it. */
export type Certainty = 'must-reject' | 'grey';

/** Which constraint a faulty value breaks, and where. */
export interface SchemaFaultLabel {
  readonly keyword: string;
  /** JSON pointer of the value at fault (of the object, for `required`). Items are concrete indexes, members of maps concrete names. */
  readonly instancePath: string;
  /** JSON pointer of the keyword inside the schema, as Ajv reports it without `#`; local references count as written out. */
  readonly schemaPath: string;
  /** Name of a required member; name or index of the broken part of a pattern. */
  readonly part?: string;
  /** In a few words: `length 31`, `lower case`, `null`. */
  readonly note: string;
  /** What cannot hold when this is broken: keywords of the same schema, or pointers (`/allOf/1/type`) of others. */
  readonly coupled: readonly string[];
  readonly certainty: Certainty;
}

/** Values with exactly one fault. */
export interface SchemaFaultGenerator {
  readonly label: SchemaFaultLabel;
  /** Whole values: everything but the fault is valid and plain. Each one is proven by `proveFault`. */
  readonly arbitrary: fc.Arbitrary<Json>;
}

/** Valid values on one boundary of a schema. */
export interface SchemaEdge {
  /** JSON pointer of the value that is on the boundary. */
  readonly instancePath: string;
  /** JSON pointer of the keyword, or of the schema, that draws the boundary. */
  readonly schemaPath: string;
  /** In a few words: `length 30`, `member "UTC"`, `without LastName`. */
  readonly note: string;
  /** Whole values: valid, and plain but for the boundary. */
  readonly arbitrary: fc.Arbitrary<Json>;
}

/** A wire format: what is written is read again. `decode` may throw when it cannot. */
export interface RoundTrip<Wire = unknown> {
  readonly encode: (value: Json) => Wire;
  readonly decode: (wire: Wire) => Json;
}
