import type { Profile } from '../../conformance/report/report.ts';
import { pairwise } from '../../generators/values/pairwise.ts';
import type { Ambiguity, Contract } from '../../specs/contract.ts';
import type { Base } from '../base.ts';
import type { Deviation } from '../deviation.ts';
import { lowerProfile } from '../profile.ts';
import { toVariant } from './variant-case.ts';

/** Readings that a public page of the vendor speaks against, which counts from some profile on: the highest that they keep. */
const LIMITS: Readonly<Record<string, Profile>> = {
  'S-A5=absent-only': 'vendor',
  'F-A3=ok-with-error-code': 'document',
  'F-A7=credentials-only': 'document',
  'C-A7=ignored': 'vendor',
  'L-A6=as-printed': 'document',
  'L-A7=prose': 'vendor',
  'L-A8=final-line-break': 'vendor',
  'L-A12=numbers-too': 'vendor',
  'L-A13=accepted': 'document',
  'L-A16=forbidden': 'document',
  'L-A18=any-zone': 'vendor',
  'L-A18=lower-case': 'vendor',
};

type Readings = Readonly<Record<string, string>>;

/** Every choice of every ambiguity by itself, and rows in which every two choices occur together. */
export async function readingVariants(base: Base): Promise<Deviation[]> {
  const open = base.contract.ambiguities.filter(({ choices }) => Object.keys(choices).length > 1);
  const single = open.flatMap(({ id, choices, default: own }) =>
    Object.keys(choices)
      .filter((choice) => choice !== own)
      .map((choice): Readings => ({ [id]: choice })),
  );
  const variants: Deviation[] = [];
  for (const readings of [...single, ...rowsOf(open)]) {
    const variant = await readingVariant(base, readings);
    if (variant) variants.push(variant);
  }
  return [...new Map(variants.map((variant) => [variant.id, variant])).values()];
}

/** Choices other than the defaults. */
function rowsOf(ambiguities: readonly Ambiguity[]): Readings[] {
  const factors = Object.fromEntries(ambiguities.map(({ id, choices }) => [id, Object.keys(choices)]));
  return pairwise(factors).map((row) =>
    Object.fromEntries(ambiguities.flatMap(({ id, default: own }) => (row[id] === own ? [] : [[id, String(row[id])]]))),
  );
}

/** Nothing when the readings exclude each other: the contract cannot be loaded then. */
async function readingVariant(base: Base, readings: Readings): Promise<Deviation | undefined> {
  if (typeof (await base.read(readings)) === 'string') return undefined;
  const names = Object.entries(readings).map(([id, choice]) => `${id}=${choice}`);
  const profile = lowerProfile('strict', ...names.flatMap((name) => LIMITS[name] ?? []));
  const isRow = names.length > 1;
  const says = isRow
    ? `Takes ${names.length} other readings at once.`
    : `Takes another reading: ${saysOf(base, readings)}`;
  return toVariant(base, isRow ? 'readings' : 'reading', {
    name: names.join(','),
    says,
    profile,
    make: () => contractUnder(base, readings),
  });
}

/** Read again when it is needed: all of them together would fill the memory. */
async function contractUnder(base: Base, readings: Readings): Promise<Contract> {
  const contract = await base.read(readings);
  if (typeof contract === 'string') throw new Error(contract);
  return contract;
}

function saysOf({ contract }: Base, readings: Readings): string {
  const [[id, choice] = ['', '']] = Object.entries(readings);
  return contract.ambiguities.find((each) => each.id === id)?.choices[choice]?.says ?? '';
}
