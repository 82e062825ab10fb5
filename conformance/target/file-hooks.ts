import { dirname, resolve } from 'node:path';
import type { Contract } from '../../specs/contract.ts';
import type { Ask } from './ask.ts';
import { commandHook } from './command-hook.ts';
import { toHooks } from './hooks.ts';
import type { Hooks, Transport } from './target.ts';
import type { HookSource, TargetFile } from './target-file.ts';
import { urlHook } from './url-hook.ts';

/**
 * The hooks that a target file names. URLs are called through the transport, whose deadline should be `HOOK_TIMEOUT_MS`; a path is one of the
 * origin of the base URL, so that the hooks move with the target.
 */
export function fileHooks(file: TargetFile, contract: Contract, transport: Transport, baseUrl: string): Hooks {
  const folder = dirname(resolve(file.file));
  const ask = (source: HookSource | undefined): Ask | undefined => {
    if (source === undefined) return undefined;
    return 'url' in source
      ? urlHook(new URL(source.url, baseUrl).href, transport)
      : commandHook(source.command, { folder });
  };
  const observe = file.observe === 'contract' ? undefined : file.observe;
  return toHooks({ arrange: ask(file.arrange), observe: ask(observe), release: ask(file.release) }, contract);
}
