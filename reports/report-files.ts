import { mkdir, rename, rm, writeFile } from 'node:fs/promises';

/** The part of a file system that reports need. All of it rejects with the system's own errors. */
export interface ReportFiles {
  /** Makes a folder and those above it; one that exists is fine. */
  readonly makeFolder: (path: string) => Promise<void>;
  /** Writes a whole file, so that it outlives a crash. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** Gives a file another name in one step; a file that has the name is replaced. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Takes a file away, if it is there. */
  readonly remove: (path: string) => Promise<void>;
}

/** The file system of this computer. */
export const systemFiles: ReportFiles = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  write: (path, text) => writeFile(path, text, { flush: true }),
  rename,
  remove: (path) => rm(path, { force: true }),
};
