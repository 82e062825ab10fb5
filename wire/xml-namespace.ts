import { isXmlName } from './xml-name.ts';

/** The namespace of `xsi:nil`; XML Schema part 1, section 2.6. */
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** The namespace of namespace declarations; Namespaces in XML 1.0 section 3. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Namespaces in force, by prefix; the default namespace by the empty text. */
export type Scope = ReadonlyMap<string, string>;

/** What holds outside the root element. */
export const TOP_SCOPE: Scope = new Map([['xml', XML_NAMESPACE]]);

/** What a name needs in front of it, and what holds inside its element. */
export interface Binding {
  /** With its colon, or empty. */
  readonly prefix: string;
  readonly scope: Scope;
}

/**
 * The prefix to write for a namespace. A declaration that is not in force yet goes into `attributes`, the attributes of the
 * element; a prefix that no namespace is known for, or that this element already uses otherwise, is left out.
 */
export function bindNamespace(
  wanted: { readonly prefix: string | undefined; readonly namespace: string | undefined },
  scope: Scope,
  attributes: Map<string, string>,
): Binding {
  const prefix = isUsablePrefix(wanted.prefix) ? wanted.prefix : '';
  const namespace = isDeclarable(wanted.namespace) && prefix !== 'xml' ? wanted.namespace : scope.get(prefix);
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  if (namespace === undefined) return { prefix: '', scope };
  if (namespace === scope.get(prefix)) return { prefix: withColon(prefix), scope };
  if (attributes.has(declaration)) return { prefix: '', scope };
  attributes.set(declaration, namespace);
  return { prefix: withColon(prefix), scope: new Map(scope).set(prefix, namespace) };
}

function isUsablePrefix(prefix: string | undefined): prefix is string {
  return prefix !== undefined && prefix !== 'xmlns' && isXmlName(prefix);
}

/** Nothing may be bound to no namespace, nor to the two reserved ones (Namespaces in XML 1.0 section 3). */
function isDeclarable(namespace: string | undefined): namespace is string {
  return namespace !== undefined && namespace !== '' && namespace !== XML_NAMESPACE && namespace !== XMLNS_NAMESPACE;
}

function withColon(prefix: string): string {
  return prefix === '' ? '' : `${prefix}:`;
}
