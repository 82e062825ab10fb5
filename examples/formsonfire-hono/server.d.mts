import type { Server } from 'node:http';

/** Options of both factories: names of VARIANTS, and a clock in milliseconds since the epoch. */
export interface ExampleOptions {
  variants?: readonly string[];
  clock?: () => number;
}

/** A legal alternative: `upTo` is the last profile at which it is legal (absent: every profile). */
export interface ExampleVariant {
  name: string;
  says: string;
  excludes?: readonly string[];
  upTo?: 'document' | 'vendor';
}

export declare const VARIANTS: readonly ExampleVariant[];
export declare function createFetch(options?: ExampleOptions): (request: Request) => Promise<Response>;
export declare function createServer(options?: ExampleOptions): Server;
