/** Loopback by its reserved names and addresses. @source RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3 */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** True for a host name (as `URL.hostname` has it) that always means this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** True for a base URL on this machine: there a run may create users without being asked twice. */
export function isLoopback(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopbackHost(new URL(baseUrl).hostname);
}
