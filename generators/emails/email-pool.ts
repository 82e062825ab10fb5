import * as fc from 'fast-check';
import { casings } from '../strings/casings.ts';
import { checkOptions, type EmailOptions } from './emails.ts';

/** A few addresses that sequences of calls collide on. */
export interface EmailPool {
  /** Distinct however they are compared, lower case. */
  readonly addresses: readonly string[];
  /** Every address in other letter cases. */
  readonly variants: readonly EmailVariant[];
  /** Addresses and variants, the former twice as often. Shrinks to the first address. */
  readonly arbitrary: fc.Arbitrary<string>;
}

/** An address in another letter case. */
export interface EmailVariant {
  readonly text: string;
  /** The address of the pool that it is a variant of. */
  readonly of: string;
  /**
   * True when only the domain differs: the same mailbox for certain. Of the local part only the receiving host knows.
   * @source RFC 5321, section 2.4
   */
  readonly isSameMailbox: boolean;
}

/**
 * A pool of `size` addresses with case variants. Small pools find what large ones never meet: duplicates.
 * @throws GeneratorError `DC_OPTION_INVALID`
 */
export function emailPool(size: number, options: EmailOptions = {}): EmailPool {
  const { domains, suffix } = checkOptions(options);
  const names = Array.from({ length: size }, (_, index) => `u${index + 1}${suffix.toLowerCase()}`);
  const addresses = names.map((name, index) => `${name}@${domains[index % domains.length]?.toLowerCase() ?? ''}`);
  const variants = addresses.flatMap(emailVariants);
  const texts = variants.map(({ text }) => text);
  const arbitrary = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constantFrom(...addresses), weight: 2 },
    { arbitrary: fc.constantFrom(...texts), weight: 1 },
  );
  return { addresses, variants, arbitrary };
}

/** The address with its domain, its local part and both in other letter cases (ASCII). */
export function emailVariants(address: string): readonly EmailVariant[] {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at)];
  const [otherLocal, otherDomain] = [local, domain].map((part) => casings(part).find(({ certain }) => certain)?.text);
  const variant = (text: string, isSameMailbox: boolean): EmailVariant => ({ text, of: address, isSameMailbox });
  return [
    ...(otherDomain === undefined ? [] : [variant(local + otherDomain, true)]),
    ...(otherLocal === undefined ? [] : [variant(otherLocal + domain, false)]),
    ...(otherLocal === undefined || otherDomain === undefined ? [] : [variant(otherLocal + otherDomain, false)]),
  ];
}
