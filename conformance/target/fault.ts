/** Something wrong in what a person or a hook says about a target. No secret is in the texts. */
export interface Fault {
  /** JSON pointer. */
  readonly pointer: string;
  readonly found: string;
  readonly expected: string;
}

/** `<pointer>: found …; expected …` for every fault, in one line. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults
    .map(
      ({ pointer, found, expected }) => `${pointer === '' ? '' : `${pointer}: `}found ${found}; expected ${expected}`,
    )
    .join('. And ');
}

/** The kind of a value, for places whose value may be secret. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
