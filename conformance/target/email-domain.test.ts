import { expect, test } from 'vitest';
import { DEFAULT_EMAIL_DOMAIN, isReservedDomain } from './email-domain.ts';

test.each([
  DEFAULT_EMAIL_DOMAIN,
  'a.example.net',
  'EXAMPLE.org',
  'a.test',
  'a-b.c.example',
  'x.invalid',
  'x.localhost',
])('nobody has a mailbox at %s', (domain) => expect(isReservedDomain(domain)).toBe(true));

test.each([
  'gmail.com',
  'example.de',
  'notexample.com',
  'example.com.evil.net',
  'test',
  'a.test.',
  '-a.test',
  'a..test',
  ' a.test',
  '',
])('somebody may have a mailbox at "%s"', (domain) => expect(isReservedDomain(domain)).toBe(false));
