import { DEFAULT_SANDBOX } from './address.ts';
import type { ProblemDetails } from './problem.ts';

/** The names of the sandboxes of one mock, whichever mounts they have a world in. The default one is always there and does not count. */
export class Sandboxes {
  readonly #maxCount: number;
  readonly #names = new Set<string>();
  #tenants = 0;

  constructor(maxCount: number) {
    this.#maxCount = maxCount;
  }

  /** True for the name of a sandbox that is in use. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** What keeps a sandbox from being opened; undefined when nothing does. */
  refusal(name: string): ProblemDetails | undefined {
    if (name === DEFAULT_SANDBOX || this.#names.has(name) || this.#names.size < this.#maxCount) return undefined;
    const detail =
      `The mock has ${this.#maxCount} sandboxes and opens no other, such as ${name}. POST /__admin/release or ` +
      '/__admin/reset to forget some, or start the mock with a larger maxSandboxes.';
    return { status: 503, code: 'too-many-sandboxes', detail };
  }

  add(name: string): void {
    if (name !== DEFAULT_SANDBOX) this.#names.add(name);
  }

  /** Name of a sandbox that is in use nowhere. No name is given twice. */
  nextTenant(run: string): string {
    const stem = run.replace(/[^A-Za-z0-9]/g, '').slice(0, 32) || 'run';
    do this.#tenants += 1;
    while (this.#names.has(`${stem}-${this.#tenants}`));
    return `${stem}-${this.#tenants}`;
  }

  /** Forgets one sandbox. */
  delete(name: string): void {
    this.#names.delete(name);
  }

  /** Forgets all; tenants are counted anew. */
  clear(): void {
    this.#names.clear();
    this.#tenants = 0;
  }
}
