import { escapeText } from './xml.mjs';

const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const VENDOR = 'http://schemas.example.com/types';
/** What an element of a list is called in XML; JSON has no such name. */
const ITEMS = { Errors: 'ResponseError', Folders: 'Id', Groups: 'Id', Users: 'User' };

/** Returns `value` as an XML document with the given root; null becomes a nil element, a list its items. */
export function writeXml(root, value, on) {
  const prefix = on.has('ns-prefixed') ? 'd:' : '';
  const body = element(root, value, { on, prefix, depth: 0, attributes: rootAttributes(value, on) });
  const bom = on.has('xml-bom') ? '\uFEFF' : '';
  const declaration = on.has('xml-declaration') ? '<?xml version="1.0" encoding="utf-8"?>\n' : '';
  const comment = on.has('xml-pretty') ? '<!-- answered by the example -->\n' : '';
  return `${bom}${declaration}${comment}${body}`;
}

function rootAttributes(value, on) {
  const parts = [];
  if (on.has('ns-instance') || hasNull(value)) parts.push(` xmlns:i="${INSTANCE}"`);
  if (on.has('ns-default')) parts.push(` xmlns="${VENDOR}"`);
  if (on.has('ns-prefixed')) parts.push(` xmlns:d="${VENDOR}"`);
  return parts.join('');
}

function hasNull(value) {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(hasNull);
}

function element(name, value, style) {
  const tag = `${style.prefix}${name}`;
  const open = `${tag}${style.attributes}`;
  if (value === null) return `<${open} i:nil="true"/>`;
  const inner = typeof value === 'object' ? members(name, value, style) : text(String(value), style);
  return inner === '' ? `<${open}/>` : `<${open}>${inner}</${tag}>`;
}

function members(name, value, style) {
  const entries = Array.isArray(value) ? value.map((item) => [ITEMS[name] ?? 'Item', item]) : Object.entries(value);
  if (entries.length === 0) return '';
  const inside = { ...style, attributes: '', depth: style.depth + 1 };
  const [before, after] = style.on.has('xml-pretty') ? [indent(inside.depth), indent(style.depth)] : ['', ''];
  return `${entries.map(([key, member]) => `${before}${element(key, member, inside)}`).join('')}${after}`;
}

function indent(depth) {
  return `\n${'  '.repeat(depth)}`;
}

function text(value, style) {
  const escaped = escapeText(value);
  return style.on.has('xml-cdata') && escaped === value && value !== '' ? `<![CDATA[${value}]]>` : escaped;
}
