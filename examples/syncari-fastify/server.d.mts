import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

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
export declare function createApp(options?: ExampleOptions): FastifyInstance;
export declare function createServer(options?: ExampleOptions): Server;
