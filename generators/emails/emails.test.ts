import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAjv } from '../../specs/ajv.ts';
import { intersect, isSubset } from '../language/algebra.ts';
import { compileFormat } from '../language/format.ts';
import { lengthWindow } from '../language/length.ts';
import { patternLanguage } from '../language/pattern.ts';
import { emailBoundaries } from './email-boundaries.ts';
import { EMAIL_CASES, ofLength } from './email-cases.ts';
import { emailPool, emailVariants } from './email-pool.ts';
import { emailLanguage, emails, emailsOfClass } from './emails.ts';
import { type EmailClass, emailClass, judgeEmail } from './judge-email.ts';

const isFormatEmail = createAjv().compile({ type: 'string', format: 'email' });
const CLASSES: readonly EmailClass[] = ['must-accept', 'grey', 'must-reject'];

/** True when no mail to the address, however it is read, can reach anybody (RFC 2606, RFC 5737, RFC 3849, RFC 6761). */
function isHarmless(text: string): boolean {
  return text
    .replaceAll('"', '')
    .split('@')
    .slice(1)
    .every((rest) => {
      const domain = rest.split(/[,;>/:\s]/)[0]?.toLowerCase() ?? '';
      return (
        domain === '' ||
        rest.startsWith('[') ||
        ['a', 'localhost', '192.0.2.1', '-a', 'a!b'].includes(domain) ||
        /(^|\.)(?:example\.(?:com|org|net)|[a-z]+\.(?:test|example|invalid))\.?$/.test(domain)
      );
    });
}

describe('the table', () => {
  test.each(EMAIL_CASES.map((entry) => [entry.class, entry.id, entry] as const))('%s: %s', (_, __, entry) => {
    const address = entry.make('ada', 'example.com');
    expect(judgeEmail(address)).toMatchObject({ class: entry.class, reason: entry.reason });
    expect(isHarmless(address), address).toBe(true);
    expect(entry.source).toMatch(/^RFC \d+ /);
  });
  test('has every kind once, and at least 15 of each class', () => {
    expect(new Set(EMAIL_CASES.map(({ id }) => id)).size).toBe(EMAIL_CASES.length);
    for (const name of CLASSES) expect(EMAIL_CASES.filter((entry) => entry.class === name).length).toBeGreaterThan(14);
  });
  test('asks nothing of a server that an ordinary validator refuses', () => {
    const refused = EMAIL_CASES.filter(
      (entry) => entry.class === 'must-accept' && !isFormatEmail(entry.make('ada', 'example.com')),
    );
    expect(refused).toEqual([]);
  });
  test('calls undisputed only what ordinary validators refuse', () => {
    const html =
      /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
    const addresses = EMAIL_CASES.map((entry) => entry.make('ada', 'example.com')).filter(
      (text) => judgeEmail(text).undisputed && emailClass(text) === 'must-reject',
    );
    expect(addresses.length).toBeGreaterThan(7);
    expect(addresses.filter((text) => isFormatEmail(text) || html.test(text))).toEqual([]);
  });
});

describe('what the pages leave open, and what not', () => {
  test.each(['ada.example.com', '@example.com', 'ada@', 'a da@example.com', 'ada@exa mple.com'])(
    '%j is refused by everybody',
    (text) => {
      expect(judgeEmail(text)).toMatchObject({ class: 'must-reject', undisputed: true });
    },
  );
  test.each(['ada@example.com', 'ada.b@sub.example.org', "o'neil+x@example.net"])(
    '%s is taken by everybody',
    (text) => {
      expect(judgeEmail(text)).toMatchObject({ class: 'must-accept', undisputed: true });
    },
  );
  test.each([
    '"ada"@example.com',
    'ada@[192.0.2.1]',
    'ada@b\u00fccher.example',
    ofLength(255, 'ada', 'example.com'),
    ofLength(300, 'ada', 'example.com'),
  ])('%s is grey', (text) => expect(emailClass(text)).toBe('grey'));
  test.each(['a..b@example.com', 'Ada <ada@example.com>', ''])('%j is refused, but some may take it', (text) => {
    expect(judgeEmail(text)).toMatchObject({ class: 'must-reject', undisputed: false });
  });
  test.each([
    ['"a"b"@example.com', 'must-reject'],
    ['""@example.com', 'grey'],
    ['a,(x)@example.com', 'must-reject'],
    ['ada@example', 'grey'],
    ['ada@x.c0m', 'grey'],
    ['ada@x.c', 'grey'],
    ['ada@x.xn--p1ai', 'must-accept'],
    ['ada@[]', 'must-reject'],
    ['ada@-', 'must-reject'],
    ['ada@.', 'must-reject'],
    ['\u00a0', 'grey'],
    ['ada@\u212aim.example', 'grey'],
  ])('%s is %s', (text, name) => expect(emailClass(text)).toBe(name));
  test('any text has a class, in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a@."\\[](),-+ \n\0é') }), (text) =>
        CLASSES.includes(emailClass(text)),
      ),
      { seed: 1, numRuns: 2000 },
    );
    expect(emailClass('"'.repeat(100_000))).toBe('must-reject');
    expect(emailClass(`${'('.repeat(20_000)}@example.com`)).toBe('must-reject');
    expect(emailClass(`a@${'a-'.repeat(50_000)}`)).toBe('must-reject');
  });
});

describe('addresses that must be accepted', () => {
  test('are a part of what ajv-formats takes: proven, not sampled', () => {
    const format = compileFormat('email');
    expect(format?.kind === 'exact' && isSubset(emailLanguage(), format.language)).toBe(true);
  });
  test('are of their class, in reserved domains, marked and short enough', () => {
    const options = { domains: ['example.org', 'mail.test'], tag: 'dc7f3a', maxLength: 75 };
    for (const address of fc.sample(emails(options), { seed: 1, numRuns: 2000 })) {
      expect(emailClass(address), address).toBe('must-accept');
      expect(address).toMatch(/-dc7f3a@(?:[^@]+\.)?(?:example\.org|mail\.test)$/);
      expect(address.length).toBeLessThanOrEqual(75);
    }
  });
  test('never exceed 253 characters, whatever the field allows', () => {
    const lengths = fc.sample(emails({ maxLength: 1000 }), { seed: 1, numRuns: 500 }).map(({ length }) => length);
    expect(Math.max(...lengths)).toBe(204);
    expect(isSubset(emailLanguage(), lengthWindow(0, 253))).toBe(true);
    const long = emails({ domains: [`${'x'.repeat(60)}.${'y'.repeat(60)}.test`], maxLength: 1000 });
    expect(Math.max(...fc.sample(long, { seed: 1, numRuns: 200 }).map(({ length }) => length))).toBe(253);
  });
  test('shrink to the shortest in the language', () => {
    const arbitrary = emails({ tag: 'r1' });
    expect(
      fc.check(
        fc.property(arbitrary, () => false),
        { seed: 1 },
      ).counterexample,
    ).toEqual(['a-r1@example.com']);
  });
  test('combine with the limits of a field', () => {
    const language = intersect(
      emailLanguage({ domains: ['a.test'] }),
      patternLanguage('^[^@]{64}@'),
      lengthWindow(0, 75),
    );
    expect(isSubset(language, patternLanguage('@(?:.{2,4})?a\\.test$'))).toBe(true);
  });
});

describe.each(CLASSES)('addresses of the class %s', (name) => {
  test('are of it, marked where a local part can be, and harmless', () => {
    const sample = fc.sample(emailsOfClass(name, { tag: 'r1', maxLength: 255 }), { seed: 2, numRuns: 2000 });
    for (const address of sample) {
      expect(emailClass(address), address).toBe(name);
      expect(isHarmless(address), address).toBe(true);
      if (address.length > 1) expect(address).toMatch(/-r1|-R1|^@/);
    }
    const kinds = EMAIL_CASES.filter((entry) => entry.class === name);
    expect(new Set(sample.map((address) => judgeEmail(address).reason))).toEqual(
      new Set(kinds.map(({ reason }) => reason)),
    );
  });
  test('keep a maximum length', () => {
    const sample = fc.sample(emailsOfClass(name, { maxLength: 30 }), { seed: 2, numRuns: 500 });
    expect(sample.filter((address) => address.length > 30 || emailClass(address) !== name)).toEqual([]);
  });
});

test('only undisputed kinds can be asked for', () => {
  const sample = fc.sample(emailsOfClass('must-reject', { isUndisputed: true }), { seed: 2, numRuns: 500 });
  expect(new Set(sample.map((address) => judgeEmail(address).reason))).toEqual(
    new Set(['no-at', 'empty-local', 'empty-domain', 'blank-inside']),
  );
  expect(sample.every((address) => judgeEmail(address).undisputed)).toBe(true);
  expect(() => emailsOfClass('grey', { isUndisputed: true })).toThrow('DC_LANGUAGE_EMPTY');
});

describe('boundary probes', () => {
  test('stand at both sides of every limit', () => {
    const found = emailBoundaries({ domains: ['example.com'], tag: 'r1' });
    expect(found.map(({ says, class: name, address }) => [says, name, address.length])).toEqual([
      ...[
        ['local part of 63', 'must-accept', 75],
        ['local part of 64', 'must-accept', 76],
        ['local part of 65', 'must-reject', 77],
      ],
      ...[
        ['label of 62', 'must-accept', 79],
        ['label of 63', 'must-accept', 80],
        ['label of 64', 'must-reject', 81],
      ],
      ...[
        ['address of 253', 'must-accept', 253],
        ['address of 254', 'grey', 254],
        ['address of 255', 'grey', 255],
      ],
    ]);
    expect(found.every(({ address, isOverlong }) => address.includes('-r1') && !isOverlong)).toBe(true);
  });
  test('fit the field, or are too long by one character and nothing else', () => {
    const found = emailBoundaries({ maxLength: 75 });
    expect(found.map(({ says, class: name, isOverlong, address }) => [says, name, isOverlong, address.length])).toEqual(
      [
        ...[
          ['local part of 63', 'must-accept', false, 75],
          ['local part of 64', 'must-accept', false, 71],
          ['local part of 65', 'must-reject', false, 72],
        ],
        ...[
          ['label of 62', 'must-accept', false, 71],
          ['label of 63', 'must-accept', false, 72],
          ['label of 64', 'must-reject', false, 73],
        ],
        ...[
          ['address of 74', 'must-accept', false, 74],
          ['address of 75', 'must-accept', false, 75],
          ['address of 76', 'must-accept', true, 76],
        ],
      ],
    );
  });
  test('leave out what cannot fit', () => {
    expect(emailBoundaries({ maxLength: 20 }).map(({ address }) => address.length)).toEqual([19, 20, 21]);
    expect(
      emailBoundaries({ maxLength: 254 })
        .filter(({ says }) => says.startsWith('address'))
        .map(({ address, isOverlong }) => [address.length, isOverlong]),
    ).toEqual([
      [253, false],
      [254, false],
      [255, true],
    ]);
  });
  test('have any length exactly', () => {
    for (let length = 14; length <= 300; length += 1) {
      const address = ofLength(length, 'a', 'example.com');
      expect(address.length).toBe(length);
      if (length < 254) expect(emailClass(address), address).toBe('must-accept');
    }
  });
});

describe('a pool', () => {
  test('has few addresses, which collide in other cases', () => {
    const { addresses, variants, arbitrary } = emailPool(3, { tag: 'R1' });
    expect(addresses).toEqual(['u1-r1@example.com', 'u2-r1@example.org', 'u3-r1@example.net']);
    expect(variants.filter(({ of }) => of === addresses[0])).toEqual([
      { text: 'u1-r1@EXAMPLE.COM', of: addresses[0], isSameMailbox: true },
      { text: 'U1-R1@example.com', of: addresses[0], isSameMailbox: false },
      { text: 'U1-R1@EXAMPLE.COM', of: addresses[0], isSameMailbox: false },
    ]);
    const sample = fc.sample(arbitrary, { seed: 1, numRuns: 200 });
    expect(new Set(sample)).toEqual(new Set([...addresses, ...variants.map(({ text }) => text)]));
    expect(variants.every(({ text, of }) => text !== of && text.toLowerCase() === of)).toBe(true);
  });
  test('has no case variants where there are no letters', () => expect(emailVariants('1@2')).toEqual([]));
});

describe('options', () => {
  test.each([
    ['gmail.com'],
    ['example.de'],
    ['example.com.evil.org'],
    ['com'],
    ['test'],
    ['notexample.com'],
    ['.test'],
    ['a b.test'],
  ])('the domain %s is refused', (domain) => {
    expect(() => emails({ domains: [domain] })).toThrow('DC_OPTION_INVALID');
  });
  test.each(['example.com', 'mail.example.org', 'a.test', 'b.c.example', 'x.invalid'])(
    'the domain %s is reserved',
    (domain) => {
      expect(
        fc.sample(emails({ domains: [domain] }), { seed: 1, numRuns: 5 }).every((text) => text.endsWith(domain)),
      ).toBe(true);
    },
  );
  test.each(['', 'a b', 'x'.repeat(21), 'ü', 'a-b'])('the tag "%s" is refused', (tag) => {
    expect(() => emailsOfClass('grey', { tag })).toThrow('DC_OPTION_INVALID');
  });
  test('no domains, or no room, is an error', () => {
    expect(() => emailPool(1, { domains: [] })).toThrow('DC_OPTION_INVALID');
    expect(() => emails({ maxLength: 5 })).toThrow('DC_LANGUAGE_EMPTY');
    expect(() => emailsOfClass('must-accept', { maxLength: 5 })).toThrow('DC_LANGUAGE_EMPTY');
  });
});
