import { TargetError } from './target-error.ts';

/**
 * The base URL without final slashes.
 * @throws TargetError for what is no absolute http or https URL, and for one with credentials, a query or a fragment.
 */
export function parseBaseUrl(text: string): string {
  const fault = faultOfBaseUrl(text);
  if (fault === undefined) return text.trim().replace(/\/+$/, '');
  throw new TargetError(`The base URL of the target is ${fault}; expected one such as http://127.0.0.1:8080/api.`);
}

/** What is wrong with a base URL; undefined when nothing is. It shows no part of the URL that may be secret. */
export function faultOfBaseUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return 'no absolute http or https URL';
  if (url.username !== '' || url.password !== '') return 'a URL with credentials in it, which belong into personas';
  return url.search === '' && url.hash === ''
    ? undefined
    : 'a URL with a query or a fragment, behind which no path fits';
}
