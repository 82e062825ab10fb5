import type { EmailClass } from './judge-email.ts';

/** One kind of address. */
export interface EmailCase {
  readonly id: string;
  readonly class: EmailClass;
  /** What `judgeEmail` gives as the reason. */
  readonly reason: string;
  readonly says: string;
  readonly source: string;
  /** The address of this kind from a plain local part and a reserved domain. Never leaves reserved domains and addresses. */
  readonly make: (local: string, domain: string) => string;
}

type Row = readonly [id: string, reason: string, says: string, source: string, make: EmailCase['make']];

/** Addresses of ordinary people: every server takes them. */
const ACCEPTED: readonly Row[] = [
  ['plain', 'mainstream', 'Letters, digits, a dot in the domain.', 'RFC 5321 4.1.2', (l, d) => `${l}@${d}`],
  ['plus', 'mainstream', 'A tag behind a plus sign.', 'RFC 5233 1; RFC 5322 3.2.3', (l, d) => `${l}+tag@${d}`],
  ['dots', 'mainstream', 'Dots inside the local part.', 'RFC 5322 3.2.3 dot-atom', (l, d) => `a.b.${l}@${d}`],
  ['underscore', 'mainstream', 'An underscore in the local part.', 'RFC 5322 3.2.3 atext', (l, d) => `a_${l}@${d}`],
  ['hyphen', 'mainstream', 'A hyphen in the local part.', 'RFC 5322 3.2.3 atext', (l, d) => `a-${l}@${d}`],
  [
    'hyphen-ends',
    'mainstream',
    'Hyphens at the ends of the local part.',
    'RFC 5322 3.2.3 atext',
    (l, d) => `-${l}-@${d}`,
  ],
  ['apostrophe', 'mainstream', 'An apostrophe, as in a name.', 'RFC 5322 3.2.3 atext', (l, d) => `o'${l}@${d}`],
  ['digits', 'mainstream', 'A local part that begins with digits.', 'RFC 5322 3.2.3 atext', (l, d) => `42${l}@${d}`],
  ['upper-local', 'mainstream', 'Upper case in the local part.', 'RFC 5321 2.4', (l, d) => `${l.toUpperCase()}@${d}`],
  [
    'upper-domain',
    'mainstream',
    'Upper case in the domain.',
    'RFC 5321 2.4; RFC 1035 2.3.3',
    (l, d) => `${l}@${d.toUpperCase()}`,
  ],
  ['subdomains', 'mainstream', 'Several labels.', 'RFC 1035 2.3.1', (l, d) => `${l}@a.b.c.${d}`],
  ['domain-hyphen', 'mainstream', 'A hyphen inside a label.', 'RFC 1035 2.3.1', (l, d) => `${l}@my-mail.${d}`],
  ['domain-digits', 'mainstream', 'A label of digits.', 'RFC 1123 2.1', (l, d) => `${l}@123.${d}`],
  [
    'punycode',
    'mainstream',
    'An international label in its ASCII form.',
    'RFC 5891 4.4',
    (l, d) => `${l}@xn--bcher-kva.${d}`,
  ],
  [
    'local-longest',
    'mainstream',
    '64 characters before the at sign.',
    'RFC 5321 4.5.3.1.1',
    (l, d) => `${l.padEnd(64, 'x')}@${d}`,
  ],
  [
    'label-longest',
    'mainstream',
    'A label of 63 characters.',
    'RFC 1035 2.3.4',
    (l, d) => `${l}@${'x'.repeat(63)}.${d}`,
  ],
];

/** Addresses that the standards know, or that servers commonly repair: either answer is fair. */
const GREY: readonly Row[] = [
  ['quoted', 'local-quoted', 'A quoted local part.', 'RFC 5321 4.1.2 Quoted-string', (l, d) => `"${l}"@${d}`],
  ['quoted-blank', 'local-quoted', 'A blank inside quotes.', 'RFC 5321 4.1.2', (l, d) => `"a ${l}"@${d}`],
  ['quoted-at', 'local-quoted', 'An at sign inside quotes.', 'RFC 5321 4.1.2', (l, d) => `"${l}@${d}"@${d}`],
  [
    'unusual-atext',
    'local-unusual',
    'Signs that few people use.',
    'RFC 5322 3.2.3 atext',
    (l, d) => `a!#$%&*/=?^\`{|}~${l}@${d}`,
  ],
  ['slash', 'local-unusual', 'A slash, as X.400 gateways make.', 'RFC 5322 3.2.3 atext', (l, d) => `a/b=${l}@${d}`],
  ['percent', 'local-unusual', 'A percent sign, once a route.', 'RFC 5321 F.2', (l, d) => `${l}%x@${d}`],
  [
    'comment',
    'local-comment',
    'A comment, gone from SMTP.',
    'RFC 5322 3.2.2; RFC 5321 4.1.2',
    (l, d) => `${l}(x)@${d}`,
  ],
  [
    'international-local',
    'local-international',
    'Letters beyond ASCII.',
    'RFC 6531 3.3',
    (l, d) => `jos\u00e9-${l}@${d}`,
  ],
  [
    'international-domain',
    'domain-international',
    'A domain beyond ASCII.',
    'RFC 5890 2.3.2.1',
    (l, d) => `${l}@b\u00fccher.${d}`,
  ],
  [
    'zero-width',
    'local-international',
    'An invisible character, legal for RFC 6531.',
    'RFC 6531 3.3',
    (l, d) => `${l}\u200b@${d}`,
  ],
  ['literal-4', 'domain-literal', 'An address of a machine.', 'RFC 5321 4.1.3; RFC 5737', (l) => `${l}@[192.0.2.1]`],
  ['literal-6', 'domain-literal', 'The same for IPv6.', 'RFC 5321 4.1.3; RFC 3849', (l) => `${l}@[IPv6:2001:db8::1]`],
  [
    'bare-ip',
    'top-level-unusual',
    'A machine without brackets: a top-level domain of digits.',
    'RFC 3696 2',
    (l) => `${l}@192.0.2.1`,
  ],
  ['dotless', 'domain-dotless', 'A domain of one label.', 'RFC 7085 3; RFC 6761 6.3', (l) => `${l}@localhost`],
  [
    'domain-dot-last',
    'domain-dot-last',
    'The root written out.',
    'RFC 1034 3.1; RFC 5321 2.3.5',
    (l, d) => `${l}@${d}.`,
  ],
  [
    'domain-underscore',
    'domain-underscore',
    'An underscore in a label.',
    'RFC 2181 11; RFC 1123 2.1',
    (l, d) => `${l}@a_b.${d}`,
  ],
  [
    'label-reserved',
    'label-reserved',
    'Two hyphens where only xn-- has them.',
    'RFC 5891 4.2.3.1',
    (l, d) => `${l}@ab--cd.${d}`,
  ],
  ['blank-only', 'blank-only', 'A blank: text, or nothing at all.', 'RFC 5321 4.1.2', () => ' '],
  ['blank-first', 'blank-ends', 'A blank before, which may be trimmed.', 'RFC 5322 3.2.2', (l, d) => ` ${l}@${d}`],
  ['blank-last', 'blank-ends', 'A blank behind, which may be trimmed.', 'RFC 5322 3.2.2', (l, d) => `${l}@${d} `],
  [
    'newline-last',
    'blank-ends',
    'A line feed behind, which `$` of some languages overlooks.',
    'RFC 5322 2.1',
    (l, d) => `${l}@${d}\n`,
  ],
  [
    'address-254',
    'address-longest',
    'As long as a path can carry.',
    'RFC 5321 4.5.3.1.3; RFC 3696 erratum 1690',
    (l, d) => ofLength(254, l, d),
  ],
  ['address-255', 'address-too-long', 'One more.', 'RFC 5321 4.5.3.1.3', (l, d) => ofLength(255, l, d)],
];

/** Texts that are no addresses. */
const REJECTED: readonly Row[] = [
  ['empty', 'empty', 'Nothing.', 'RFC 5321 4.1.2', () => ''],
  ['no-at', 'no-at', 'No at sign.', 'RFC 5321 4.1.2 Mailbox', (l, d) => `${l}.${d}`],
  ['local-only', 'no-at', 'A word.', 'RFC 5321 4.1.2 Mailbox', (l) => l],
  ['empty-local', 'empty-local', 'Nothing before the at sign.', 'RFC 5321 4.1.2 Mailbox', (_, d) => `@${d}`],
  ['empty-domain', 'empty-domain', 'Nothing behind the at sign.', 'RFC 5321 4.1.2 Mailbox', (l) => `${l}@`],
  ['at-only', 'empty-local', 'An at sign.', 'RFC 5321 4.1.2 Mailbox', () => '@'],
  ['blank-local', 'blank-inside', 'A blank inside the local part.', 'RFC 5321 4.1.2', (l, d) => `a ${l}@${d}`],
  ['blank-at', 'blank-inside', 'A blank before the at sign.', 'RFC 5321 4.1.2', (l, d) => `${l} @${d}`],
  ['blank-domain', 'blank-inside', 'A blank inside the domain.', 'RFC 5321 4.1.2', (l, d) => `${l}@a ${d}`],
  ['tab', 'blank-inside', 'A tabulator inside.', 'RFC 5321 4.1.2', (l, d) => `a\t${l}@${d}`],
  [
    'line-feed',
    'blank-inside',
    'A line feed inside: a header could be smuggled in.',
    'RFC 5321 4.1.2',
    (l, d) => `${l}\n@${d}`,
  ],
  ['crlf', 'blank-inside', 'A whole line end inside.', 'RFC 5321 4.1.2', (l, d) => `${l}@${d}\r\nBcc: ${l}@${d}`],
  ['two-ats', 'two-ats', 'Two at signs.', 'RFC 5321 4.1.2 Mailbox', (l, d) => `${l}@${d}@${d}`],
  ['at-at', 'two-ats', 'Two at signs in a row.', 'RFC 5321 4.1.2 Mailbox', (l, d) => `${l}@@${d}`],
  ['comma-list', 'two-ats', 'Two addresses.', 'RFC 5322 3.4', (l, d) => `${l}@${d},b@${d}`],
  ['semicolon-list', 'two-ats', 'Two addresses.', 'RFC 5322 3.4', (l, d) => `${l}@${d};b@${d}`],
  ['nul', 'control', 'A NUL character.', 'RFC 5321 4.1.2', (l, d) => `${l}\0@${d}`],
  ['local-dot-first', 'local-dot-first', 'A dot first.', 'RFC 5322 3.2.3 dot-atom', (l, d) => `.${l}@${d}`],
  ['local-dot-last', 'local-dot-last', 'A dot last.', 'RFC 5322 3.2.3 dot-atom', (l, d) => `${l}.@${d}`],
  ['local-dots', 'local-dots', 'Two dots in a row.', 'RFC 5322 3.2.3 dot-atom', (l, d) => `a..${l}@${d}`],
  [
    'local-too-long',
    'local-too-long',
    '65 characters before the at sign.',
    'RFC 5321 4.5.3.1.1',
    (l, d) => `${l.padEnd(65, 'x')}@${d}`,
  ],
  ['brackets', 'local-special', 'Angle brackets around.', 'RFC 5321 4.1.2', (l, d) => `<${l}@${d}>`],
  ['display-name', 'blank-inside', 'A name before.', 'RFC 5322 3.4', (l, d) => `Ada <${l}@${d}>`],
  ['comma', 'local-special', 'A comma.', 'RFC 5322 3.2.3 specials', (l, d) => `a,${l}@${d}`],
  ['colon', 'local-special', 'A scheme before.', 'RFC 6068 2', (l, d) => `mailto:${l}@${d}`],
  ['quote-open', 'local-special', 'A quote that does not end.', 'RFC 5321 4.1.2', (l, d) => `"${l}@${d}`],
  ['quote-inside', 'local-special', 'A quote inside an atom.', 'RFC 5321 4.1.2', (l, d) => `a"b"${l}@${d}`],
  ['backslash', 'local-special', 'A backslash outside quotes.', 'RFC 5322 3.2.3 specials', (l, d) => `a\\${l}@${d}`],
  ['domain-dot-first', 'domain-dots', 'A dot behind the at sign.', 'RFC 1035 2.3.1', (l, d) => `${l}@.${d}`],
  ['domain-dots', 'domain-dots', 'Two dots in the domain.', 'RFC 1035 2.3.1', (l, d) => `${l}@a..${d}`],
  [
    'label-hyphen-first',
    'label-hyphen',
    'A label that begins with a hyphen.',
    'RFC 1035 2.3.1',
    (l, d) => `${l}@-a.${d}`,
  ],
  ['label-hyphen-last', 'label-hyphen', 'A label that ends with a hyphen.', 'RFC 1035 2.3.1', (l, d) => `${l}@a-.${d}`],
  [
    'label-too-long',
    'label-too-long',
    'A label of 64 characters.',
    'RFC 1035 2.3.4',
    (l, d) => `${l}@${'x'.repeat(64)}.${d}`,
  ],
  ['domain-sign', 'domain-special', 'A sign in the domain.', 'RFC 1123 2.1', (l, d) => `${l}@a!b.${d}`],
  ['domain-slash', 'domain-special', 'A path behind.', 'RFC 1123 2.1', (l, d) => `${l}@${d}/x`],
  ['domain-port', 'domain-special', 'A port behind.', 'RFC 1123 2.1', (l, d) => `${l}@${d}:25`],
];

/** The written table: every kind of address with its class and source. */
export const EMAIL_CASES: readonly EmailCase[] = [
  ...rowsOf('must-accept', ACCEPTED),
  ...rowsOf('grey', GREY),
  ...rowsOf('must-reject', REJECTED),
];

function rowsOf(emailClass: EmailClass, rows: readonly Row[]): EmailCase[] {
  return rows.map(([id, reason, says, source, make]) => ({ id, class: emailClass, reason, says, source, make }));
}

/** An address of exactly this length: the local part is filled up first, then labels are put before the domain. */
export function ofLength(length: number, local: string, domain: string): string {
  const room = length - 1 - domain.length;
  // The shortest label takes two characters, its dot included.
  const filled = local.padEnd(room === 65 ? 63 : Math.min(64, room), 'x');
  const labels: string[] = [];
  for (let left = room - filled.length; left > 0; left = room - filled.length - labels.join('').length) {
    const size = Math.min(left, left === 65 ? 63 : 64);
    labels.push(`${'x'.repeat(size - 1)}.`);
  }
  return `${filled}@${labels.join('')}${domain}`;
}
