import { ofLength } from './email-cases.ts';
import { checkOptions, type EmailOptions } from './emails.ts';
import { type EmailVerdict, judgeEmail, LABEL_LIMIT, LOCAL_LIMIT } from './judge-email.ts';

/** An address at a limit. */
export interface EmailProbe extends EmailVerdict {
  readonly address: string;
  readonly says: string;
  /** True when the address is longer than `maxLength`: whatever its class, the field refuses it. */
  readonly isOverlong: boolean;
}

/** Short reserved domains, tried when a probe does not fit otherwise. @source RFC 2606, section 2 */
const SHORT_DOMAINS = ['a.test', 'a.example'];

/**
 * Addresses at and beside each limit: local parts of 63 to 65, labels of 62 to 64, addresses of 253 to 255 characters, and
 * one below, at and above `maxLength`. What does not fit `maxLength` in any domain is left out, so that a probe breaks no
 * other limit than its own.
 * @throws GeneratorError `DC_OPTION_INVALID`
 */
export function emailBoundaries(options: EmailOptions = {}): readonly EmailProbe[] {
  const { domains, suffix } = checkOptions(options);
  const { maxLength = Number.POSITIVE_INFINITY } = options;
  const local = (length: number): string => `${'x'.repeat(Math.max(1, length - suffix.length))}${suffix}`;
  const candidates = [...domains, ...SHORT_DOMAINS];
  const probe = (says: string, make: (domain: string) => string, limit: number): EmailProbe[] => {
    const address = candidates.map(make).find((text) => text.length <= limit);
    return address === undefined
      ? []
      : [{ address, says, isOverlong: address.length > maxLength, ...judgeEmail(address) }];
  };
  const ofTotal = (length: number, limit: number): EmailProbe[] =>
    probe(`address of ${length}`, (domain) => ofLength(length, `x${suffix}`, domain), limit).filter(
      ({ address }) => address.length === length,
    );
  const beside = (limit: number): number[] => [limit - 1, limit, limit + 1];
  return [
    ...beside(LOCAL_LIMIT).flatMap((n) => probe(`local part of ${n}`, (domain) => `${local(n)}@${domain}`, maxLength)),
    ...beside(LABEL_LIMIT).flatMap((n) =>
      probe(`label of ${n}`, (domain) => `${local(1)}@${'x'.repeat(n)}.${domain}`, maxLength),
    ),
    ...beside(254).flatMap((n) => (beside(maxLength).includes(n) ? [] : ofTotal(n, maxLength))),
    ...(maxLength === Number.POSITIVE_INFINITY ? [] : beside(maxLength).flatMap((n) => ofTotal(n, maxLength + 1))),
  ];
}
