import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RunReport } from '../conformance/report/report.ts';
import { checkReport } from '../reports/check-report.ts';
import { countElements } from '../reports/xml.ts';
import { type Ended, endCommands, MAIN } from './command.ts';

/** All reporters. */
export const ALL: readonly string[] = ['--reporter', 'console,json,junit,html,markdown'];
/** What they write. */
export const FILES: readonly string[] = ['events.ndjson', 'junit.xml', 'report.html', 'report.json', 'summary.md'];
/** A run under load takes its time, in milliseconds. */
export const LONG = 120_000;

/** A server that counts its requests. */
export interface CountingServer {
  readonly url: string;
  readonly count: () => number;
}

/** A folder in which commands run, servers for them to check, and what they leave behind. */
export class CheckDesk {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'doublecheck-'));
  readonly #servers: Server[] = [];
  readonly #children: ChildProcess[] = [];

  /** Starts a command in the folder; the environment has nothing that changes what is printed. */
  start(args: readonly string[], env: Record<string, string> = {}): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ...env },
    });
    this.#children.push(child);
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text.err += chunk;
    });
    return { child, ended: once(child, 'close').then(([code]) => ({ code, ...text })) };
  }

  /** Runs a command to its end. */
  run(args: readonly string[], env?: Record<string, string>): Promise<Ended> {
    return this.start(args, env).ended;
  }

  /** Starts a server on this machine. */
  async serve(listener: RequestListener): Promise<CountingServer> {
    let count = 0;
    const server = createServer((request, response) => {
      count += 1;
      listener(request, response);
    }).listen(0, '127.0.0.1');
    this.#servers.push(server);
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${portOf(server)}`, count: () => count };
  }

  /** A file of the folder of reports. */
  read(name: string): string {
    return readFileSync(join(this.folder, 'doublecheck-report', name), 'utf8');
  }

  /** What report.json says. */
  report(): RunReport {
    return JSON.parse(this.read('report.json'));
  }

  /** All reports are there, whole, and what they should be. */
  expectReports(): void {
    const names = readdirSync(join(this.folder, 'doublecheck-report')).filter((name) => name !== 'created.ndjson');
    expect(names.toSorted()).toEqual(FILES);
    expect(checkReport(this.report())).toEqual([]);
    const lines = this.read('events.ndjson').split('\n').slice(0, -1);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('type');
    expect(countElements(this.read('junit.xml')).get('testcase')).toBeGreaterThan(0);
    expect(this.read('report.html')).toMatch(/<\/html>\s*$/);
    expect(this.read('summary.md')).toMatch(/^# /);
  }

  /** Ends all that was started, and removes the folder. */
  async end(): Promise<void> {
    await endCommands();
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The port of a server that listens. */
export function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
