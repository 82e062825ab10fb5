import type { Json, JsonObject } from './json.ts';
import { isObject, setMember } from './json.ts';

/** A place in a file, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place that is worked out only when somebody asks: most documents are right. */
export type Spot = () => Place;

interface Marks {
  readonly self: Spot;
  readonly members: Map<string, Spot>;
}

/**
 * Remembers where every object and array of a document was written, by identity: overlays may move, merge and
 * mix the nodes of several files, and each still knows its line.
 */
export class Positions {
  readonly #marks = new WeakMap<object, Marks>();

  /** Says where a node begins. */
  markNode(node: object, self: Spot): void {
    this.#marks.set(node, { self, members: new Map() });
  }

  /** Says where a member (its key) or an array element was written. */
  markMember(node: object, key: string, spot: Spot): void {
    this.#marks.get(node)?.members.set(key, spot);
  }

  /** Where a node begins, or where one of its members was written, when that is known. */
  spotOf(node: object, key?: string): Spot | undefined {
    const marks = this.#marks.get(node);
    return key === undefined ? marks?.self : marks?.members.get(key);
  }

  /** A deep copy whose nodes know the same places. */
  clone<T extends Json>(value: T): T;
  clone(value: Json): Json {
    if (Array.isArray(value)) {
      const copy = value.map((element) => this.clone(element));
      this.#adopt(copy, value);
      return copy;
    }
    if (!isObject(value)) return value;
    const copy: JsonObject = {};
    for (const [name, member] of Object.entries(value)) setMember(copy, name, this.clone(member));
    this.#adopt(copy, value);
    return copy;
  }

  #adopt(copy: object, original: object): void {
    const marks = this.#marks.get(original);
    if (marks !== undefined) this.#marks.set(copy, { self: marks.self, members: new Map(marks.members) });
  }
}
