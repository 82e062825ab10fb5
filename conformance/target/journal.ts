import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Json } from '../../specs/json.ts';
import type { Exchange } from './exchange.ts';

/** The file behind a journal. */
export interface JournalFile {
  /** All that was written so far; empty when there is no file. */
  readonly read: () => string;
  /** Hands the text to the operating system before it returns: it survives the end of the process. */
  readonly append: (text: string) => void;
}

/** Which run writes. */
export interface JournalSetup {
  readonly run: string;
  readonly contract: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a run writes down about the users that it creates. */
export interface Journal {
  /** Before a request is sent that may create users with these addresses. */
  readonly before: (entry: { readonly baseUrl: string; readonly emails: readonly string[] }) => void;
  /** After it was answered; `ids` are those of the created users, as far as they are known. */
  readonly after: (entry: {
    readonly emails: readonly string[];
    readonly exchange: Exchange;
    readonly ids?: readonly string[];
  }) => void;
  /** After users were removed, or were seen not to be there. */
  readonly removed: (entry: { readonly baseUrl: string; readonly emails: readonly string[] }) => void;
}

/** A journal that is written on, one JSON object a line. Lines of an earlier run stay. */
export function openJournal(file: JournalFile, { run, contract, now }: JournalSetup): Journal {
  const before = file.read();
  // The last line may be torn, and the next must not become part of it.
  if (before !== '' && !before.endsWith('\n')) file.append('\n');
  let count = before.split('\n').length;
  const open = new Map<string, number[]>();
  const write = (line: Json): void => file.append(`${JSON.stringify(line)}\n`);
  const at = (): string => new Date(now()).toISOString();
  return {
    before: ({ baseUrl, emails }) => {
      count += 1;
      open.set(keyOf(emails), [...(open.get(keyOf(emails)) ?? []), count]);
      write({ type: 'create', create: count, at: at(), run, contract, baseUrl, emails: [...emails] });
    },
    after: ({ emails, exchange, ids = [] }) => {
      // Of several requests with the same addresses it does not matter which one an outcome belongs to.
      const create = open.get(keyOf(emails))?.shift();
      if (create !== undefined)
        write({ type: 'outcome', create, run, at: at(), outcome: outcomeOf(exchange), ids: [...ids] });
    },
    removed: ({ baseUrl, emails }) => write({ type: 'removed', at: at(), run, baseUrl, emails: [...emails] }),
  };
}

/** The journal in a file of its folder, which is made when it is needed. */
export function journalFile(path: string): JournalFile {
  return {
    read: () => (existsSync(path) ? readFileSync(path, 'utf8') : ''),
    append: (text) => {
      mkdirSync(dirname(path), { recursive: true });
      appendFileSync(path, text);
    },
  };
}

/** A server that failed may have created the user all the same, and so may one that redirects. */
function outcomeOf(exchange: Exchange): 'created' | 'refused' | 'unknown' {
  if (exchange.kind === 'failure') return 'unknown';
  if (exchange.status < 300) return 'created';
  return exchange.status >= 400 && exchange.status < 500 ? 'refused' : 'unknown';
}

function keyOf(emails: readonly string[]): string {
  return JSON.stringify(emails);
}
