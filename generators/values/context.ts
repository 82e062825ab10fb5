import type * as fc from 'fast-check';
import type { Json, JsonObject } from '../../specs/json.ts';
import type { EmailOptions } from '../emails/emails.ts';
import type { Language } from '../language/language.ts';
import type { Profile } from '../strings/profile.ts';
import type { Schema, Source } from './source.ts';

/** What is known about one schema object beside its keywords. */
export interface Mark {
  /** Texts belong to this language. */
  readonly language?: Language;
  /** Values are drawn from here. */
  readonly values?: fc.Arbitrary<Json>;
}

/** `ValueOptions` with defaults. */
export interface Settings {
  readonly isPlain: boolean;
  /** Optional members are left out, arrays are as short as they may be. */
  readonly isMinimal: boolean;
  readonly profile: Profile;
  readonly email: () => fc.Arbitrary<string>;
  readonly addresses: EmailOptions;
  readonly direction: 'request' | 'response';
  readonly maxDepth: number;
}

/** What the generators of values share. */
export interface Context {
  readonly source: Source;
  readonly settings: Settings;
  readonly marks: WeakMap<JsonObject, Mark>;
  /** Schemas of optional members that are never left out. */
  readonly always: WeakSet<JsonObject>;
  /**
   * Values that fit all of the schemas, `depth` levels below the root.
   * @throws GeneratorError `DC_SCHEMA_EMPTY` and others when there are none
   */
  readonly generate: (schemas: readonly Schema[], depth: number) => fc.Arbitrary<Json>;
}
