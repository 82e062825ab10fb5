import { Command, CommanderError, Option } from 'commander';
import { TargetError } from '../conformance/target/target-error.ts';
import { TargetFileError } from '../conformance/target/target-file-error.ts';
import { MockError } from '../mock/error.ts';
import { ContractError } from '../specs/problem.ts';
import { VERSION } from '../specs/version.ts';
import { collect, toPort, toWhole } from './arguments.ts';
import { addCheck, addCleanup, addInit } from './check-commands.ts';
import { parseFact, parseReading } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Exit code of a command line, a configuration or a contract that cannot be used (design.md 6.2). */
const EXIT_USAGE = 2;
/** Exit code of a fault of the kit. */
const EXIT_FAULT = 6;

/** The command line of doublecheck; each command is loaded when it is called. Commands set `process.exitCode`; errors are thrown. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('doublecheck')
    .description(
      'A test double and a check from one contract: mocks of create-user APIs that behave as their vendors document.',
    )
    .version(VERSION)
    .helpOption('--help', 'show this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(`${text.trimEnd()} [DC_USAGE]`),
    });
  addMock(program, terminal);
  addCheck(program, terminal);
  addCleanup(program, terminal);
  addInit(program, terminal);
  addInspection(program, terminal);
  return program;
}

/** Says what went wrong and gives the exit code for it. Help and version end with 0. */
export function exitCodeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (isUsage(error)) {
    terminal.err(`doublecheck: ${error.message} [${error.code}]`);
    return EXIT_USAGE;
  }
  terminal.err(
    `doublecheck: this is a fault of the kit, please report it.\n${error instanceof Error ? error.stack : String(error)}`,
  );
  return EXIT_FAULT;
}

function isUsage(error: unknown): error is Error & { readonly code: string } {
  return [UsageError, MockError, ContractError, TargetError, TargetFileError].some((kind) => error instanceof kind);
}

function addMock(program: Command, terminal: Terminal): void {
  program
    .command('mock')
    .description('serve contracts: the built-in ones named, any OpenAPI file, or all four')
    .argument('[contract...]', 'ids of built-in contracts or paths of OpenAPI files')
    .helpOption('--help', 'show this help')
    .option('-p, --port <number>', 'port to listen on, 0 for any free one', toPort, 4010)
    .option('-h, --host <name>', 'address to listen on', '127.0.0.1')
    .option('--set <fact=value>', 'start with this fact, e.g. freeSeats=3 (repeatable)', collect(parseFact), [])
    .option(
      '--reading <ambiguity=choice>',
      'read an ambiguity this way, e.g. S-A1=all-or-nothing (repeatable)',
      collect(parseReading),
      [],
    )
    .option('--seed <number>', 'seed of ids and secrets', toWhole, 1)
    .addOption(
      new Option('--cors <boolean>', 'let pages of other origins call the mock')
        .choices(['true', 'false'])
        .default('true'),
    )
    .option('--strict', 'serve the paths of the document only, not those below the base path of its servers', false)
    .option('--max-body <bytes>', 'largest body', toWhole, 1024 * 1024)
    .action(async (contracts: string[], options) => {
      const { mock } = await import('./commands/mock.ts');
      return mock(contracts, { ...options, cors: options.cors === 'true' }, terminal);
    });
}

function addInspection(program: Command, terminal: Terminal): void {
  program
    .command('list')
    .description('show the clauses of contracts: id, level, basis, what it says')
    .argument('[contract...]', 'ids of built-in contracts or paths of OpenAPI files; all four by default')
    .option('--json', 'as JSON', false)
    .action(async (contracts: string[], options) =>
      (await import('./commands/list.ts')).list(contracts, options, terminal),
    );
  program
    .command('explain')
    .description('show one clause: rule, parameters, answer, source, ambiguities, an example')
    .argument('<clause>', 'id of a clause, <contract>/<name>, as list shows it')
    .option('--contract <file>', 'the OpenAPI file that has it, when it is not built in')
    .action(async (clause: string, options) =>
      (await import('./commands/explain.ts')).explain(clause, options, terminal),
    );
  program
    .command('lint')
    .description('check OpenAPI 3.0 and 3.1 documents, contracts or not; exit 1 when there are errors')
    .argument('<file...>', 'paths of OpenAPI or overlay files')
    .option('--documents <folder>', 'also check the claimed lines against the vendor pages in this folder')
    .option('--json', 'as JSON', false)
    .action(async (files: string[], options) => (await import('./commands/lint.ts')).lint(files, options, terminal));
}
