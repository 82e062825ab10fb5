/** Domain of generated addresses unless told otherwise. @source RFC 2606, section 3 */
export const DEFAULT_EMAIL_DOMAIN = 'example.com';

/** Names under which nobody can have a mailbox. @source RFC 2606, sections 2 and 3; RFC 6761, sections 6.2 to 6.5 */
const RESERVED = /^(?:(?:[a-z0-9-]+\.)*example\.(?:com|net|org)|(?:[a-z0-9-]+\.)+(?:test|example|invalid|localhost))$/i;
/** @source RFC 1123, section 2.1 */
const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]+$/i;

/** What a reserved domain is, for messages. */
export const RESERVED_DOMAINS =
  'example.com, example.net or example.org, a domain below one of them, or one below .test, .example, .invalid or .localhost';

/** True for a domain of which no mail can ever reach anybody: a run must not write to strangers. */
export function isReservedDomain(domain: string): boolean {
  return RESERVED.test(domain) && HOST_NAME.test(domain);
}
