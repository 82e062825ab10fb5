import { type Command, Option } from 'commander';
import type { ReporterName } from '../reports/write-reports.ts';
import { collect, toCount, toNames, toSeed, toTag, toTimeoutMs, toWhole } from './arguments.ts';
import type { Terminal } from './terminal.ts';

const CONTRACT = 'id of a built-in contract or path of an OpenAPI file; that of the target file by default';
/** Written out here: a mock must not load reporters in order to start. */
const reporterNames = ['console', 'json', 'junit', 'html', 'markdown'] as const satisfies readonly ReporterName[];
const asIs = (text: string): string => text;

/** Adds `check`. */
export function addCheck(program: Command, terminal: Terminal): void {
  const command = program
    .command('check')
    .description('check that a server keeps what its contract promises; see docs/check.md')
    .argument('[contract]', CONTRACT)
    .helpOption('--help', 'show this help');
  addTarget(command)
    .addOption(
      new Option(
        '--profile <name>',
        'what can fail the server: must clauses of its page, of all pages, or should as well',
      )
        .choices(['document', 'vendor', 'strict'])
        .default('document'),
    )
    .option('--seed <number>', 'same seed and same run, same requests; random by default', toSeed)
    .option('--run <tag>', 'letters and digits in every address of the run; fresh by default', toTag)
    .option('--only <clause>', 'check this clause only (repeatable)', collect(asIs), [])
    .option('--max-requests <number>', 'most requests, 0 for any number; 3000 by default', toWhole)
    .option('--max-time <seconds>', 'end the run after so long, 0 for never', toWhole)
    .option('--yes-create-users <number>', 'create up to so many users; needed off this machine', toCount)
    .option('--plan', 'show what would be sent, and send nothing', false)
    .option('--out <folder>', 'folder of the reports', 'doublecheck-report')
    .option('--reporter <list>', `some of ${reporterNames.join(',')}`, toNames(reporterNames), ['console'])
    .option('--allow-inconclusive', 'end with 0 when something passed and nothing failed', false)
    .action(async (contract: string | undefined, options) =>
      (await import('./commands/check.ts')).check(contract, options, terminal),
    );
}

/** Adds `cleanup`. */
export function addCleanup(program: Command, terminal: Terminal): void {
  const command = program
    .command('cleanup')
    .description('remove the users that runs have created and left; exit 1 when some cannot be removed')
    .argument('[contract]', 'id or path of their contract; that of the target file or the journal by default')
    .helpOption('--help', 'show this help')
    .option('--journal <file>', 'what the runs wrote down', 'doublecheck-report/created.ndjson');
  addTarget(command).action(async (contract: string | undefined, options) =>
    (await import('./commands/cleanup.ts')).cleanup(contract, options, terminal),
  );
}

/** Adds `init`. */
export function addInit(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .description('write a file to begin with')
    .command('target')
    .description('write a commented target file for doublecheck check --config')
    .argument('[contract]', 'id of a built-in contract or path of an OpenAPI file')
    .helpOption('--help', 'show this help')
    .option('--out <file>', 'name of the file', 'target.yaml')
    .action(async (contract: string | undefined, options) =>
      (await import('./commands/init-target.ts')).initTarget(contract, options, terminal),
    );
}

function addTarget(command: Command): Command {
  return command
    .option('--target <url>', 'base URL of the server, to which the paths of the contract are appended')
    .option('--config <file>', 'target file: base URL, personas, facts, hooks, budget')
    .option(
      '--persona <name=env:var>',
      'credentials of a caller, from an environment variable (repeatable)',
      collect(asIs),
      [],
    )
    .option('--timeout-ms <number>', 'most milliseconds for one answer', toTimeoutMs, 10_000)
    .option('--ca <file>', 'trust these authorities (PEM) in place of the usual ones')
    .option('--no-detect', "do not look whether the server is the kit's own mock");
}
