/** Patterns of the values that an example cannot know, by the name in `{{…}}`. */
const patterns: Readonly<Record<string, string>> = {
  any: '[^]*',
  guid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  hex24: '[0-9a-fA-F]{24}',
  /** RFC 3339, section 5.6. */
  rfc3339: '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})',
  /** 12 or more of the unreserved characters of RFC 3986, section 2.3. */
  secret: '[\\w.~-]{12,}',
  digits: '\\d+',
};

/** Value of a header that an answer must not have. */
export const ABSENT: string = '{{absent}}';

const placeholder = /\{\{([^{}]*)\}\}/g;
const reference = /\{\{(location|previous#((?:\/[^{}]*)?))\}\}/g;

/** The first name in `{{…}}` that means nothing, or undefined. References to the previous answer are known too. */
export function unknownPlaceholder(text: string): string | undefined {
  const names = [...text.replaceAll(reference, '').matchAll(placeholder)].map(([, name = '']) => name);
  return names.find((name) => !Object.hasOwn(patterns, name));
}

/** The first name in `{{…}}` that is no reference to the previous answer: a request has to know what it sends. */
export function unknownReference(text: string): string | undefined {
  return [...text.replaceAll(reference, '').matchAll(placeholder)][0]?.[1];
}

/** True when the actual text is the expected one, placeholders standing for any text of their kind. */
export function fits(expected: string, actual: string): boolean {
  const pattern = expected
    .split(placeholder)
    .map((part, index) => (index % 2 === 1 ? `(?:${patterns[part]})` : part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')))
    .join('');
  return new RegExp(`^${pattern}$`).test(actual);
}

/** The text with every `{{location}}` and `{{previous#/pointer}}` replaced by what `lookUp(name, pointer)` gives. */
export function resolveReferences(text: string, lookUp: (name: string, pointer: string) => string): string {
  return text.replaceAll(reference, (_, name: string, pointer: string | undefined) => lookUp(name, pointer ?? ''));
}
