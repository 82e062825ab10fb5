import { BoundedMap } from './bounded-map.ts';
import type { ViolationNote } from './violation-note.ts';

/** What the mock remembers of one request: nothing of its body, and no headers. */
export interface Entry {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly target: string;
  readonly sandbox: string;
  readonly contract: string | undefined;
  readonly operation: string | undefined;
  readonly persona: string | undefined;
  readonly status: number;
  readonly violations: readonly ViolationNote[];
  /** Why the mock answered by itself, when no contract was asked. */
  readonly problem: string | undefined;
}

/** The last requests, oldest first; older ones make room. */
export class Journal {
  readonly #entries: BoundedMap<string, Entry>;
  #count = 0;

  constructor(size: number) {
    this.#entries = new BoundedMap(size);
  }

  /** The id of the next request: counted, so that the same requests get the same ids. */
  nextId(): string {
    this.#count += 1;
    return `r${this.#count}`;
  }

  add(entry: Entry): void {
    this.#entries.set(entry.id, entry);
  }

  find(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Forgets the requests of one sandbox. */
  forget(sandbox: string): void {
    this.#entries.deleteWhere((entry) => entry.sandbox === sandbox);
  }

  /** Forgets everything; ids begin anew. */
  clear(): void {
    this.#entries.deleteWhere(() => true);
    this.#count = 0;
  }
}
