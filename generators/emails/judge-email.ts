/**
 * What a fair judge expects of a server: `must-accept`, `must-reject`, or `grey` where servers may differ.
 * @source RFC 5321 (SMTP), RFC 5322 (atoms), RFC 1035 (names), RFC 6531 (international addresses)
 */
export type EmailClass = 'must-accept' | 'grey' | 'must-reject';

/** The class of an address, and why. */
export interface EmailVerdict {
  readonly class: EmailClass;
  /** Id of the first reason that was found, as in the table of cases; `mainstream` of an address without any. */
  readonly reason: string;
  /** True when no known validator disagrees: no `@`, nothing before or behind it, a blank inside. */
  readonly undisputed: boolean;
}

/** Longest local part in octets. @source RFC 5321, section 4.5.3.1.1 */
export const LOCAL_LIMIT = 64;
/** Longest label of a domain. @source RFC 1035, section 2.3.4 */
export const LABEL_LIMIT = 63;
/** Longest address: a path of 256 octets without its brackets. @source RFC 5321, section 4.5.3.1.3; RFC 3696 erratum 1690 */
export const ADDRESS_LIMIT = 254;

/** The class of a text as an e-mail address. */
export function emailClass(text: string): EmailClass {
  return judgeEmail(text).class;
}

/** The class of a text as an e-mail address, with the reason for it. */
export function judgeEmail(text: string): EmailVerdict {
  // Whoever trims sees another address: what is at the ends cannot be judged, unless nothing is left.
  const trimmed = text.trim();
  if (trimmed === '') return text === '' ? rejected('empty') : grey('blank-only');
  const { local, domain } = partsOf(trimmed);
  const found =
    structureFault(trimmed, local, domain) ??
    localFault(local) ??
    domainFault(domain) ??
    blankEnds(text, trimmed) ??
    localDoubt(local) ??
    domainDoubt(domain) ??
    lengthDoubt(text);
  return found ?? { class: 'must-accept', reason: 'mainstream', undisputed: true };
}

interface Parts {
  /** Undefined without an `@`. */
  readonly local: string | undefined;
  readonly domain: string;
}

/** A quoted local part may hold an `@`; else the first one ends it. */
function partsOf(text: string): Parts {
  const quoted = /^"(?:[^"\\\p{Cc}]|\\[ -~])*"(?=@)/u.exec(text)?.[0];
  const at = quoted?.length ?? text.indexOf('@');
  return at === -1 ? { local: undefined, domain: '' } : { local: text.slice(0, at), domain: text.slice(at + 1) };
}

function structureFault(text: string, local: string | undefined, domain: string): EmailVerdict | undefined {
  if (local === undefined) return undisputed('no-at');
  if (local === '') return undisputed('empty-local');
  if (domain === '') return undisputed('empty-domain');
  const hasBlank = /[ \t\r\n]/.test(isQuoted(local) ? domain : text);
  // Who reads addresses as mail headers have them (RFC 5322) knows names, comments and lists, and blanks between them.
  if (hasBlank) return /["<>(),:;]/.test(text) ? rejected('blank-inside') : undisputed('blank-inside');
  if (domain.includes('@')) return rejected('two-ats');
  return hasControl(text) ? rejected('control') : undefined;
}

function localFault(local = ''): EmailVerdict | undefined {
  if (isQuoted(local)) return undefined;
  if (local.startsWith('.')) return rejected('local-dot-first');
  if (local.endsWith('.')) return rejected('local-dot-last');
  if (local.includes('..')) return rejected('local-dots');
  if (isAscii(local) && local.length > LOCAL_LIMIT) return rejected('local-too-long');
  const withoutComments = local.replace(/\([^()]*\)/g, '');
  return /["(),:;<>[\]\\]/.test(withoutComments) ? rejected('local-special') : undefined;
}

function domainFault(domain: string): EmailVerdict | undefined {
  if (/^\[[^[\]\\]+\]$/.test(domain)) return undefined;
  const labels = domain.replace(/\.$/, '').split('.');
  if (labels.includes('')) return rejected('domain-dots');
  if (labels.some((label) => label.startsWith('-') || label.endsWith('-'))) return rejected('label-hyphen');
  if (labels.some((label) => isAscii(label) && label.length > LABEL_LIMIT)) return rejected('label-too-long');
  return /[!-,/:-@[-^`{-~]/.test(domain) ? rejected('domain-special') : undefined;
}

function blankEnds(text: string, trimmed: string): EmailVerdict | undefined {
  return text === trimmed ? undefined : grey('blank-ends');
}

function localDoubt(local = ''): EmailVerdict | undefined {
  if (!isAscii(local)) return grey('local-international');
  if (isQuoted(local)) return grey('local-quoted');
  if (local.includes('(')) return grey('local-comment');
  return /^[\w.+'-]+$/.test(local) ? undefined : grey('local-unusual');
}

function domainDoubt(domain: string): EmailVerdict | undefined {
  if (!isAscii(domain)) return grey('domain-international');
  if (domain.startsWith('[')) return grey('domain-literal');
  if (domain.endsWith('.')) return grey('domain-dot-last');
  const labels = domain.split('.');
  if (labels.length === 1) return grey('domain-dotless');
  if (domain.includes('_')) return grey('domain-underscore');
  // RFC 5891, section 4.2.3.1: hyphens at the third and fourth place are reserved for xn--.
  if (labels.some((label) => /^(?!xn--[a-z\d])..--/i.test(label))) return grey('label-reserved');
  if (!/\.(?:[a-z]{2,}|xn--[a-z\d-]+)$/i.test(domain)) return grey('top-level-unusual');
  return undefined;
}

function lengthDoubt(text: string): EmailVerdict | undefined {
  if (text.length > ADDRESS_LIMIT) return grey('address-too-long');
  return text.length === ADDRESS_LIMIT ? grey('address-longest') : undefined;
}

function isQuoted(local: string): boolean {
  return /^"(?:[^"\\\p{Cc}]|\\[ -~])*"$/u.test(local);
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function rejected(reason: string): EmailVerdict {
  return { class: 'must-reject', reason, undisputed: false };
}

function undisputed(reason: string): EmailVerdict {
  return { class: 'must-reject', reason, undisputed: true };
}

function grey(reason: string): EmailVerdict {
  return { class: 'grey', reason, undisputed: false };
}
