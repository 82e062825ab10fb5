import type { Contract } from '../../specs/contract.ts';
import type { Target } from '../target/target.ts';
import type { ContractFacts, TargetFacts } from './report.ts';

/** What a report says of a contract. */
export function contractFacts({ id, title, sha256, sources, premises }: Contract): ContractFacts {
  return {
    id,
    title,
    sha256,
    documents: sources.map(({ file, sha256: own }) => ({ file, sha256: own })),
    premises: premises.map(({ says }) => says),
  };
}

/** What a report says of a target. */
export function targetFacts({ baseUrl, isKitMock, personas, hooks }: Target): TargetFacts {
  const { arrange, observe } = hooks;
  return {
    baseUrl,
    kitMock: isKitMock,
    personas: Object.keys(personas),
    capabilities: { arrange: arrange !== undefined, observe: observe !== undefined, outbox: observe !== undefined },
  };
}
