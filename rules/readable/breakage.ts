/** One way to break the bytes of a good body. */
export interface Breakage {
  readonly note: string;
  /** True when a reader may take it all the same. */
  readonly isGrey?: true;
  readonly bytes: (good: Uint8Array) => Uint8Array;
}

/** A breakage of the text of a body. */
export function ofText(note: string, change: (text: string) => string): Breakage {
  return { note, bytes: (good) => new TextEncoder().encode(change(new TextDecoder().decode(good))) };
}

/** A breakage that some readers take all the same. */
export function grey(breakage: Breakage): Breakage {
  return { ...breakage, isGrey: true };
}
