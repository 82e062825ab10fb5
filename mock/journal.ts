import type { Violation } from '../rules/violation.ts';

/** What the mock remembers of one request. */
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
  readonly violations: readonly Violation[];
  /** Why the mock answered by itself, when no contract was asked. */
  readonly problem: string | undefined;
}

/** The last requests, oldest first; older ones make room. */
export class Journal {
  readonly #entries = new Map<string, Entry>();
  readonly #size: number;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** The id of the next request: counted, so that the same requests get the same ids. */
  nextId(): string {
    this.#count += 1;
    return `r${this.#count}`;
  }

  add(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    if (this.#entries.size <= this.#size) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  find(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  clear(): void {
    this.#entries.clear();
  }
}
