import { ruleSchemas } from '../../rules/index.ts';
import { builtInIds } from '../../specs/catalog.ts';
import type { Clause, Contract } from '../../specs/contract.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { styled, type Terminal } from '../terminal.ts';

/** Shows the clauses of contracts, a line each: id, level, basis, what it says. */
export async function list(
  names: readonly string[],
  { json }: { readonly json: boolean },
  terminal: Terminal,
): Promise<void> {
  const loaded = await Promise.all(
    (names.length > 0 ? names : builtInIds).map((name) => loadContract(name, { ruleSchemas })),
  );
  if (json) {
    const clauses = loaded.flatMap((contract) =>
      contract.clauses.map(({ id, level, basis, says, source }) => ({ id, level, basis, says, source })),
    );
    terminal.out(JSON.stringify(clauses, undefined, 2));
    return;
  }
  for (const contract of loaded) terminal.out(contractText(contract, terminal));
}

function contractText({ id, title, clauses, ambiguities }: Contract, terminal: Terminal): string {
  const heading = styled(
    terminal,
    'bold',
    `${id} - ${title}: ${clauses.length} clauses, ${ambiguities.length} ambiguities`,
  );
  const width = Math.max(0, ...clauses.map((clause) => clause.id.length));
  return [heading, ...clauses.map((clause) => clauseLine(clause, width)), ''].join('\n');
}

function clauseLine({ id, level, basis, says }: Clause, width: number): string {
  return `${id.padEnd(width)}  ${level.padEnd(6)}  ${basis.padEnd(8)}  ${says}`;
}
