import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { HOOK_TIMEOUT_MS } from '../../conformance/target/ask.ts';
import type { Environment } from '../../conformance/target/environment.ts';
import type { ProxySettings } from '../../conformance/target/proxy.ts';
import type { Transport } from '../../conformance/target/target.ts';
import { urlTransport } from '../../conformance/target/url-transport.ts';
import { UsageError } from '../usage-error.ts';
import type { TargetOptions } from './options.ts';

/** The ways to the target; each has connections of its own. */
export interface Connections {
  /** For requests that are judged. */
  readonly judged: Transport;
  /** For the hooks that a target file names. */
  readonly hooks: Transport;
  /** To find our own mock, and for its hooks. */
  readonly detection: Transport;
  readonly close: () => Promise<void>;
}

/** Connections that are opened when they are needed. @throws UsageError when the authorities cannot be read. */
export function openConnections(
  { timeoutMs, ca: file }: Pick<TargetOptions, 'timeoutMs' | 'ca'>,
  env: Environment,
  now: () => number,
): Connections {
  const ca = file === undefined ? undefined : readAuthorities(file);
  const proxy = proxySettings(env);
  const open = (limitMs: number): Transport => urlTransport({ timeoutMs: limitMs, ca, proxy, now });
  const judged = open(timeoutMs);
  const hooks = open(HOOK_TIMEOUT_MS);
  const detection = open(Math.min(timeoutMs, HOOK_TIMEOUT_MS));
  return {
    judged,
    hooks,
    detection,
    close: async () => {
      await Promise.all([judged, hooks, detection].map((each) => each.close()));
    },
  };
}

/** The proxies that the environment names, under either spelling. */
export function proxySettings(env: Environment): ProxySettings {
  const read = (name: string): string | undefined => env[name] ?? env[name.toLowerCase()];
  return { http: read('HTTP_PROXY'), https: read('HTTPS_PROXY'), no: read('NO_PROXY') };
}

function readAuthorities(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('there is no certificate in it');
    createSecureContext({ ca: pem });
    return pem;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--ca ${file} cannot be used: ${why}. Expected a file of certificates in PEM.`);
  }
}
