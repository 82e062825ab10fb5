import { fileHooks } from '../../conformance/target/file-hooks.ts';
import { detectKitMock, type KitMock } from '../../conformance/target/kit-mock.ts';
import type { Target, Transport } from '../../conformance/target/target.ts';
import type { Contract } from '../../specs/contract.ts';
import { UsageError } from '../usage-error.ts';
import type { Connections } from './connections.ts';
import type { Subject } from './subject.ts';

/**
 * The target as the suite reaches it. Our own mock is found unless `detect` is false: then its hooks are there, and the contract's own
 * credentials stand in for personas that nobody supplied.
 * @throws UsageError when nothing names the target; TargetError when our mock is there and serves another contract.
 */
export async function reachTarget(
  subject: Subject,
  connections: Connections,
  { detect, signal }: { readonly detect: boolean; readonly signal: AbortSignal },
): Promise<Target> {
  const target = statedTarget(subject, connections);
  const mock = detect ? await findMock(target.baseUrl, connections.detection, subject.contract, signal) : undefined;
  if (!mock) return target;
  return {
    ...target,
    baseUrl: mock.baseUrl,
    hooks: { ...mock.hooks, ...target.hooks },
    personas: { ...mock.personas, ...target.personas },
    isKitMock: true,
  };
}

/** The target as flags and file say it is; nothing is sent to find out. @throws UsageError when nothing names it. */
export function statedTarget(subject: Subject, { judged, hooks }: Connections): Target {
  const { contract, file, baseUrl, personas, facts, emailDomain } = subject;
  if (baseUrl === undefined)
    throw new UsageError(
      `Where is the target? Name it with --target URL${file ? `, or write baseUrl: into ${file.file}` : ', or a target file with --config'}.`,
    );
  return {
    baseUrl,
    transport: judged,
    hooks: file ? fileHooks(file, contract, hooks, baseUrl) : {},
    observesByContract: file?.observe === 'contract',
    personas,
    facts,
    emailDomain,
    isKitMock: false,
  };
}

/** What to say when nobody can call the target; undefined when somebody can, or a hook may tell who. */
export function missingCredentials({ personas }: Contract, target: Target): string | undefined {
  const names = personas.map(({ name }) => name);
  const [first] = names;
  if (first === undefined || target.hooks.arrange || names.some((name) => target.personas[name])) return undefined;
  return `Nobody's credentials are known; the personas are ${names.join(', ')}. Give them in a target file, by --persona ${first}=env:VARIABLE, or from the hook arrange.`;
}

/** Our own mock there, if any. The signal ends the search only: the hooks that are found outlive it, to clean up. */
export async function findMock(
  baseUrl: string,
  transport: Transport,
  contract: Contract,
  signal: AbortSignal,
): Promise<KitMock | undefined> {
  let isSearching = true;
  const send: Transport['send'] = (base, request) => transport.send(base, request, isSearching ? signal : undefined);
  const found = await detectKitMock(baseUrl, { ...transport, send }, contract);
  isSearching = false;
  return found;
}
