import type { Secret } from '../../conformance/report/redactor.ts';
import { secretsOf } from '../../conformance/target/secrets.ts';
import type { Arranged } from '../../conformance/target/target.ts';
import type { Contract, CredentialValues } from '../../specs/contract.ts';
import { issuedSecretNames, issuedSecrets } from './issued-secrets.ts';
import type { Subject } from './subject.ts';

/** Every secret that is told again costs time; of more than these only such are taken that a text may hold. */
const MOST_UNSEEN = 200;
const MIN_CORE = 4;

/** Gathers what must not be written down: of flags, file and environment at first, then of what hooks and the target answer. */
export interface SecretKeeper {
  readonly addPersonas: (personas: Readonly<Record<string, CredentialValues>>) => void;
  readonly addArranged: (answer: Arranged) => void;
  readonly addAnswer: (body: Uint8Array) => void;
  /** What must not be in a text, given the text with its secrets still in it. */
  readonly forText: (text: string) => readonly Secret[];
}

/** The keeper of one run; `hidden` are secrets that belong to no persona. */
export function keepSecrets(
  { contract, personas, facts, fromEnvironment }: Subject,
  hidden: readonly string[],
): SecretKeeper {
  const stated = new Map<string, Secret>();
  const later = new Map<string, Secret>();
  const names = issuedSecretNames(contract);
  for (const secret of [...hidden, ...secretsOf({ contract, personas, facts, fromEnvironment })]) put(stated, secret);
  return {
    addPersonas: (found) => {
      for (const secret of secretsHeld(contract, found)) put(stated, secret);
    },
    addArranged: ({ personas: found = {}, facts: told = {} }) => {
      for (const secret of secretsOf({ contract, personas: found, facts: told, fromEnvironment: [] }))
        put(later, secret);
    },
    addAnswer: (body) => {
      for (const secret of issuedSecrets(body, names)) put(later, secret);
    },
    forText: (text) => {
      const unseen = [...later].filter(([value]) => !stated.has(value));
      const told = unseen.length <= MOST_UNSEEN ? unseen : unseen.filter(([value]) => mayHold(text, value));
      return [...stated.values(), ...told.map(([, secret]) => secret)];
    },
  };
}

function secretsHeld(contract: Contract, personas: Readonly<Record<string, CredentialValues>>): Secret[] {
  return secretsOf({ contract, personas, facts: {}, fromEnvironment: [] });
}

/** The first to name a value names it. */
function put(secrets: Map<string, Secret>, secret: Secret): void {
  const value = typeof secret === 'string' ? secret : secret.value;
  if (!secrets.has(value)) secrets.set(value, secret);
}

/** The longest run of letters and digits stays as it is in most encodings. */
function mayHold(text: string, secret: string): boolean {
  const core = (secret.match(/[A-Za-z0-9]+/g) ?? []).reduce((best, run) => (run.length > best.length ? run : best), '');
  return core.length < MIN_CORE || text.includes(core);
}
