/** NameStartChar without the colon: Namespaces in XML 1.0 section 3 (NCName), XML 1.0 section 2.3. */
const START =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*$`, 'u');
const NO_START = new RegExp(`^[^${START}]`, 'u');
const NO_NAME_CHARACTER = new RegExp(`[^${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]`, 'gu');

/** True for a name that an element, attribute or prefix can have. */
export function isXmlName(name: string): boolean {
  return NAME.test(name);
}

/**
 * The name itself, or one made from it: each character that a name cannot have is written `_xHHHH_`, as .NET's
 * `XmlConvert.EncodeLocalName` does, and an empty name is `_`. Reading does not turn it back.
 */
export function toXmlName(name: string): string {
  if (isXmlName(name)) return name;
  if (name === '') return '_';
  return name.replace(NO_NAME_CHARACTER, escapeCharacter).replace(NO_START, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `_x${code.padStart(code.length > 4 ? 8 : 4, '0')}_`;
}
