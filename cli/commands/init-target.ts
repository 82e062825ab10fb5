import { writeFileSync } from 'node:fs';
import { secretFacts } from '../../conformance/target/secrets.ts';
import { ruleSchemas } from '../../rules/index.ts';
import { builtInIds } from '../../specs/catalog.ts';
import type { Contract, CredentialSlot, Persona } from '../../specs/contract.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { removalOf } from '../cleanup/removal.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const PLACES = { header: 'headers', query: 'query', body: 'body' } as const;

/**
 * Writes a target file with comments, to be filled in; a file that is there stays as it is.
 * @throws UsageError when the file exists or cannot be written; ContractError when there is no such contract.
 */
export async function initTarget(
  name: string | undefined,
  { out }: { readonly out: string },
  terminal: Terminal,
): Promise<void> {
  if (name === undefined)
    throw new UsageError(`Which contract? Name ${builtInIds.join(', ')} or the path of an OpenAPI file.`);
  const contract = await loadContract(name, { ruleSchemas });
  try {
    writeFileSync(out, targetFileText(contract, name), { flag: 'wx' });
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'it exists' : String(error);
    throw new UsageError(`${out} is not written: ${why}. Name another file with --out.`);
  }
  terminal.out(`${out} is written. Fill it in, then: doublecheck check --config ${out} --plan`);
}

function targetFileText(contract: Contract, name: string): string {
  const { facts, initial } = contract;
  const factLines = Object.entries(facts).flatMap(([fact, { says }]) => [
    `#   # ${says.replaceAll('\n', ' ')}`,
    `#   ${fact}: ${secretFacts(contract).includes(fact) ? '[]' : JSON.stringify(initial[fact] ?? null)}`,
  ]);
  return `${[
    `# What doublecheck check needs to know about one server. Secrets: \${env:NAME} takes the environment variable NAME.`,
    `contract: ${name}`,
    `# The contract's paths are appended.`,
    'baseUrl: http://127.0.0.1:8080',
    '',
    '# Who may call. A persona that is missing makes what needs it "cannot tell".',
    'personas:',
    ...contract.personas.flatMap((persona) => personaLines(persona, slotsOfCall(contract))),
    '',
    '# What is true about the server now. What is not given is unknown.',
    '# facts:',
    ...factLines,
    '',
    ...HOOKS,
    '',
    '# Most that a run may do; 0 is without limit. On other machines than this one users are created only with a budget.',
    '# budget: { requests: 3000, creates: 1500, perSecond: 10 }',
    '',
    '# A reserved domain: nobody gets mail.',
    'emails: { domain: example.com }',
  ].join('\n')}\n`;
}

const HOOKS: readonly string[] = [
  '# Hooks make every clause testable; each takes one JSON object and gives one back. See docs/check.md.',
  '# arrange: { url: "http://127.0.0.1:8080/__arrange" }',
  '# observe: { url: "http://127.0.0.1:8080/__observe" }',
  '# release: { command: [node, release.js] }',
];

/** Those of the call itself, and of those that clean up behind it. */
function slotsOfCall(contract: Contract): CredentialSlot[] {
  const { credentials, operations } = contract;
  const removal = removalOf(contract);
  const calls = [operations.find(({ isPrimary }) => isPrimary), removal?.operation, removal?.find].map(
    (each) => each?.id,
  );
  return credentials.filter(({ operations: own }) => own === undefined || own.some((id) => calls.includes(id)));
}

function personaLines({ name, says, ...values }: Persona, slots: readonly CredentialSlot[]): string[] {
  const byPlace = Object.entries(PLACES).map(([place, member]) => {
    const own = slots.filter((slot) => slot.in === place);
    const entries = own.map((slot) => `${slot.name}: ${exampleOf(slot, name, values[member][slot.name])}`);
    return entries.length === 0 ? [] : [`${member}: { ${entries.join(', ')} }`];
  });
  return [`  # ${says}`, `  ${name}: { ${byPlace.flat().join(', ')} }`];
}

/** A secret stands in a variable; its scheme, such as Bearer, stays in the file. */
function exampleOf({ name, secret }: CredentialSlot, persona: string, value: unknown): string {
  if (!secret) return JSON.stringify(value ?? '');
  const variable = `${persona}_${name}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const [, scheme = ''] = /^(\S+ )\S/.exec(String(value)) ?? [];
  return JSON.stringify(`${scheme}\${env:${variable}}`);
}
