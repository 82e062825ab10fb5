import { isLoopbackHost } from './loopback.ts';
import { TargetError } from './target-error.ts';

/** Proxies as the environment names them: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`. */
export interface ProxySettings {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  /** Hosts that are reached directly: names, `.suffix`, `host:port`, `*` for all; separated by commas or blanks. */
  readonly no?: string | undefined;
}

/** The proxy that leads to an origin; undefined when it is reached directly. */
export type ProxyFor = (origin: URL) => URL | undefined;

/**
 * The choice of a proxy. Loopback never goes through a proxy, where it would mean another machine.
 * @throws TargetError when a URL cannot be used.
 */
export function compileProxies({ http, https, no = '' }: ProxySettings): ProxyFor {
  const proxies = { 'http:': proxyUrl('HTTP_PROXY', http), 'https:': proxyUrl('HTTPS_PROXY', https) };
  return (origin) => {
    if (isLoopbackHost(origin.hostname) || isExcused(origin, no)) return undefined;
    return proxies[origin.protocol === 'https:' ? 'https:' : 'http:'];
  };
}

function proxyUrl(name: string, value: string | undefined): URL | undefined {
  if (value === undefined || value === '') return undefined;
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TargetError(`${name} cannot be used; expected a URL such as http://proxy.example:3128.`);
}

function isExcused(origin: URL, list: string): boolean {
  const host = origin.hostname.toLowerCase();
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = entry, wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const suffix = name.replace(/^\*?\./, '');
      return (wanted === undefined || wanted === port) && (host === suffix || host.endsWith(`.${suffix}`));
    });
}
