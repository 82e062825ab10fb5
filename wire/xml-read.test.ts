import { describe, expect, test } from 'vitest';
import type { WireFault } from './fault.ts';
import { decodeXml } from './xml-decode.ts';

const ROOT = { type: ['string', 'object'], xml: { name: 'User' } };

function faultOf(text: string, maxDepth?: number): WireFault {
  const decoded = decodeXml(text, ROOT, { maxDepth });
  if (decoded.ok) throw new Error(`expected a fault, got ${JSON.stringify(decoded.value)}`);
  return decoded.fault;
}

function valueIn(text: string): unknown {
  const decoded = decodeXml(text, ROOT);
  if (!decoded.ok) throw new Error(decoded.fault.message);
  return decoded.value;
}

const BILLION_LAUGHS = `<?xml version="1.0"?>
<!DOCTYPE lolz [
  <!ENTITY lol "lol">
  <!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
  <!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">
]>
<User>&lol2;</User>`;

describe('declarations are never accepted', () => {
  test.each<[string, string, number, number]>([
    ['billion laughs', BILLION_LAUGHS, 2, 1],
    ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><User>&e;</User>', 1, 1],
    ['an external document type', '<!DOCTYPE User SYSTEM "http://example.com/user.dtd"><User/>', 1, 1],
    ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.com/"> %p;]><User/>', 1, 1],
    ['one that never ends', '<!DOCTYPE x [', 1, 1],
    ['one in lower case', '<!doctype html><User/>', 1, 1],
    [
      'one behind comments, instructions and a byte order mark',
      '\ufeff<?xml version="1.0"?>\n<!-- > --><?pi <x>?> <!DOCTYPE User><User/>',
      2,
      22,
    ],
    ['one inside the root', '<User><!DOCTYPE x></User>', 1, 7],
    ['one after the root', '<User/><!DOCTYPE x>', 1, 8],
    ['an entity declaration inside the root', '<User><!ENTITY a "b"></User>', 1, 7],
  ])('%s', (_, text, line, column) => {
    expect(faultOf(text)).toMatchObject({ code: 'forbidden-construct', line, column });
  });

  test('but the word is allowed in text, CDATA and comments', () => {
    expect(valueIn('<!-- <!DOCTYPE x> --><User>&lt;!DOCTYPE x><![CDATA[<!ENTITY e "">]]></User>')).toBe(
      '<!DOCTYPE x><!ENTITY e "">',
    );
    expect(valueIn('<!--> <!DOCTYPE x> --><User>a</User>')).toBe('a');
  });

  test('and cost nothing, however long', () => {
    const entities = '<!ENTITY a "b">'.repeat(200_000);
    expect(faultOf(`<!DOCTYPE x [${entities}]><User/>`).code).toBe('forbidden-construct');
  });
});

describe('what is not well-formed is refused with its place', () => {
  test.each<[string, string, number, string]>([
    ['a second root', '<User/><User/>', 8, 'found a second root element, expected the end of the document'],
    ['text after the root', '<User/> x', 9, 'found "x" outside the root element'],
    ['text before the root', 'x<User/>', 1, 'found "x" outside the root element'],
    ['CDATA after the root', '<User/><![CDATA[x]]>', 8, 'found "<" outside the root element'],
    ['a reference before the root', '&lt;<User/>', 1, 'found "&" outside the root element'],
    ['JSON', '{"Email":"a"}', 1, 'found "{" outside the root element. If it is JSON, say so in Content-Type'],
    ['no root', '<!-- c -->', 11, 'found the end before the first element was complete'],
    ['a root that is not complete', '<User a="1"', 12, 'found the end in the middle of a tag, comment or the like'],
    ['a root that is not closed', '<User>x', 8, 'found the end, expected </User>'],
    ['a child that is not closed', '<User><a>x</User>', 11, 'found </User>, expected </a>'],
    ['an end without a start', '</User>', 1, 'found </User>, which closes nothing'],
    ['a comment that is not closed', '<User/><!-- x', 14, 'found the end in the middle of a tag, comment or the like'],
    ['CDATA that is not closed', '<User><![CDATA[x</User>', 24, 'found the end, expected </User>'],
    ['an attribute twice', '<User a="1" a="2"/>', 1, 'duplicate attribute: a'],
    [
      'an attribute twice by two prefixes',
      '<User xmlns:p="u" xmlns:q="u" p:a="" q:a=""/>',
      1,
      'duplicate attribute: {u}a',
    ],
    ['an attribute without a value', '<User a/>', 8, 'found a broken attribute, attributes are written name="value"'],
    ['an attribute without quotes', '<User a=b/>', 9, 'found a broken attribute, attributes are written name="value"'],
    [
      '"<" in an attribute',
      '<User a="<"/>',
      10,
      'found a "<" inside an attribute value, write "&lt;" or close the quote',
    ],
    ['a bare "<"', '<User>1 < 2</User>', 9, 'found a "<" that begins no tag, write "&lt;"'],
    ['a bare "&"', '<User>Tom & Jerry</User>', 11, 'found an "&" that begins no reference, write "&amp;"'],
    [
      'a bare "&" with a ";" far away',
      '<User><a>Tom & Jerry</a><b>;</b></User>',
      14,
      'found an "&" that begins no reference, write "&amp;"',
    ],
    ['a bare "&" in an attribute', '<User a="&"/>', 10, 'found an "&" that begins no reference, write "&amp;"'],
    [
      'an unknown entity',
      '<User>&nbsp;</User>',
      7,
      'found &nbsp;, but the only entities are &lt; &gt; &amp; &quot; and &apos;',
    ],
    [
      'an entity named like a member of Object',
      '<User>&constructor;&__proto__;</User>',
      7,
      'found &constructor;, but the only entities are &lt; &gt; &amp; &quot; and &apos;',
    ],
    ['"]]>" in text', '<User>a]]></User>', 8, 'found "]]>" in text, write "]]&gt;"'],
    ['a prefix that is not declared', '<User i:nil="true"/>', 1, 'the prefix "i" is not declared, add xmlns:i="…"'],
    [
      'a declaration behind white space',
      ' <?xml version="1.0"?><User/>',
      2,
      'found an XML declaration, which may only be the very first thing of a document',
    ],
    [
      'a declaration behind the root',
      '<User/><?xml version="1.0"?>',
      8,
      'found an XML declaration, which may only be the very first thing of a document',
    ],
    ['XML 2.0', '<?xml version="2.0"?><User/>', 19, 'found another version of XML, expected 1.0'],
  ])('%s', (_, text, column, what) => {
    const message = `The body is not well-formed XML at line 1, column ${column}: ${what}`;
    expect(faultOf(text)).toEqual({ code: 'broken-syntax', message, line: 1, column });
  });

  test('the line is counted', () => {
    expect(faultOf('<User>\r\n  <Email>a</Emial>\r\n</User>')).toMatchObject({ line: 2, column: 11 });
  });

  test('an unpaired surrogate, which the parser would swallow with what follows', () => {
    expect(faultOf('<User>\ud800<b></User>')).toMatchObject({ code: 'broken-syntax', column: 7 });
    expect(faultOf('<User a="\udc00"/>')).toMatchObject({ code: 'broken-syntax', column: 10 });
  });

  test('names of any length give a short message', () => {
    expect(faultOf(`<User><${'n'.repeat(100_000)}></x></User>`).message.length).toBeLessThanOrEqual(400);
    expect(faultOf(`<${'n'.repeat(100_000)}/>`).message.length).toBeLessThanOrEqual(400);
  });
});

describe('characters', () => {
  test.each([0x00, 0x01, 0x08, 0x0b, 0x0c, 0x0e, 0x1f, 0xfffe, 0xffff])(
    'U+%# is refused, literal and as reference',
    (code) => {
      expect(faultOf(`<User>${String.fromCodePoint(code)}</User>`)).toMatchObject({ code: 'broken-syntax', column: 7 });
      expect(faultOf(`<User>&#${code};</User>`)).toMatchObject({ code: 'broken-syntax', column: 7 });
      expect(faultOf(`<User a="&#x${code.toString(16)};"/>`)).toMatchObject({ code: 'broken-syntax', column: 10 });
    },
  );

  test.each(['&#xD800;', '&#x110000;', '&#99999999999999999999;', '&#;', '&#x;', '&#X41;', '&#-1;'])(
    '%s is refused',
    (reference) => {
      expect(faultOf(`<User>${reference}</User>`)).toMatchObject({ code: 'broken-syntax', column: 7 });
    },
  );

  test('XML 1.1 brings no control characters', () => {
    expect(faultOf('<?xml version="1.1"?><User>&#1;</User>')).toMatchObject({ code: 'broken-syntax' });
    expect(valueIn('<?xml version="1.1"?><User>a</User>')).toBe('a');
  });

  test('entities, references, CDATA and astral characters are read', () => {
    expect(valueIn('<User>&lt;&gt;&amp;&quot;&apos;&#x41;&#66;&#x1F600;\u{1f600}</User>')).toBe(
      '<>&"\'AB\u{1f600}\u{1f600}',
    );
    expect(valueIn('<User>a<![CDATA[<b>&amp;]] ]>]]>c</User>')).toBe('a<b>&amp;]] ]>c');
    expect(valueIn('<User>&amp;lt;</User>')).toBe('&lt;');
  });

  test('comments and instructions leave no trace in text', () => {
    expect(valueIn('<?xml-stylesheet href="x"?><User>a<!-- & < -->b<?php echo 1 ?>c</User><!-- end -->\n')).toBe('abc');
  });

  test('line ends become line feeds, a reference to a carriage return stays', () => {
    expect(valueIn('<User>a\r\nb\rc&#13;</User>')).toBe('a\nb\nc\r');
  });

  test('a byte order mark at the start is passed over, elsewhere it is text', () => {
    expect(valueIn('\ufeff<?xml version="1.0"?><User>\ufeffa</User>')).toBe('\ufeffa');
  });
});

describe('limits', () => {
  test('depth 100 is taken, 101 is refused at its tag', () => {
    const nested = (depth: number): string => `<User>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</User>`;
    expect(decodeXml(nested(100), ROOT).ok).toBe(true);
    expect(faultOf(nested(101))).toMatchObject({ code: 'too-deep', column: 304 });
    expect(faultOf('<User><a/></User>', 1)).toMatchObject({ code: 'too-deep', column: 7 });
  });

  test('10,000 levels, or a million, cost nothing', () => {
    // Both texts are broken at their end: a reader that got there would say so.
    expect(faultOf(`<User>${'<a>'.repeat(10_000)}<`).code).toBe('too-deep');
    expect(faultOf(`<User>${'<a b="c">'.repeat(1_000_000)}<`).code).toBe('too-deep');
  });

  test.each<[string, string]>([
    ['elements', `<User>${'<a/>'.repeat(250_000)}<`],
    ['attributes', `<User ${Array.from({ length: 70_000 }, (_, i) => `a${i}=""`).join(' ')}<`],
    ['declared prefixes', `<User ${Array.from({ length: 50_000 }, (_, i) => `xmlns:p${i}="u"`).join(' ')}<`],
  ])('more than 20,000 %s are refused before the rest is read', (_, text) => {
    expect(faultOf(text).code).toBe('too-many-values');
  });

  test('20,000 elements and attributes are taken', () => {
    const decoded = decodeXml(`<User>${'<a b="c"/>'.repeat(9_999)}<a/></User>`, ROOT);
    expect(decoded.ok).toBe(true);
    expect(faultOf(`<User>${'<a b="c"/>'.repeat(10_000)}</User>`).code).toBe('too-many-values');
  });

  // A reader that takes quadratic time for one of these runs into the time limit of the test.
  test.each<[string, string]>([
    ['text', `<User>${'x &amp; y '.repeat(100_000)}</User>`],
    ['white space', `<User><a>1${' '.repeat(1_000_000)}x</a></User>`],
    ['brackets', `<User>${']'.repeat(1_000_000)}</User>`],
    ['comments', `${'<!---->'.repeat(150_000)}<User/>`],
  ])('a megabyte of %s is read', (_, text) => {
    expect(decodeXml(text, ROOT).ok).toBe(true);
  });

  test('a megabyte before the fault is explained', () => {
    expect(faultOf(`<User>${'\n'.repeat(1_000_000)}&`)).toMatchObject({ code: 'broken-syntax', line: 1_000_001 });
    expect(faultOf(`<User>${'&'.repeat(1_000_000)}`).code).toBe('broken-syntax');
  });
});

describe('the root and what stands before it', () => {
  test.each(['utf-8', 'UTF-8', 'us-ascii'])('the declared encoding %s is fine', (encoding) => {
    expect(valueIn(`<?xml version='1.0' encoding='${encoding}' standalone='yes'?><User>a</User>`)).toBe('a');
  });

  test.each(['utf-16', 'ISO-8859-1', 'windows-1252'])('the declared encoding %s is refused', (encoding) => {
    const fault = faultOf(`<?xml version="1.0" encoding="${encoding}"?><User>a</User>`);
    expect(fault).toMatchObject({ code: 'unsupported-charset', line: 1, column: 21 });
    expect(fault.message).toContain(encoding);
  });

  test.each(['', ' \r\n\t', '\ufeff', '\ufeff\n'])('%j is a missing body', (text) => {
    expect(faultOf(text).code).toBe('missing-body');
  });

  test('another root is refused by name', () => {
    const fault = faultOf('<!-- c -->\n<user a=">"><Email>x</Email></user>');
    expect(fault).toMatchObject({ code: 'wrong-root', line: 2, column: 1 });
    expect(fault.message).toBe('The XML has the root element <user>, expected <User> (line 2, column 1)');
  });

  test('any root will do when the schema names none', () => {
    expect(decodeXml('<whatever>x</whatever>', { type: 'string' })).toEqual({ ok: true, value: 'x' });
    expect(decodeXml('<whatever>x</whatever>', undefined)).toEqual({ ok: true, value: 'x' });
  });

  test('namespaces and prefixes of the root do not count', () => {
    expect(valueIn('<User xmlns="http://example.com/">a</User>')).toBe('a');
    expect(valueIn('<p:User xmlns:p="urn:x">a</p:User>')).toBe('a');
  });
});
