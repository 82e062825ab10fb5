import type { Json } from '../specs/json.ts';
import { encodeForm } from './form.ts';
import { isJsonType, isXmlType, parseMediaType } from './media-type.ts';
import { encodeXml } from './xml-encode.ts';

/**
 * The text of a value in a media type: JSON, XML by the schema, or a form. In any other a string is written as it is, and
 * everything else as JSON.
 */
export function encodeBody(value: Json, mediaType: string, schema?: Json | undefined): string {
  const type = parseMediaType(mediaType)?.type ?? mediaType;
  if (isJsonType(type)) return JSON.stringify(value);
  if (isXmlType(type)) return encodeXml(value, schema);
  if (type === 'application/x-www-form-urlencoded') return encodeForm(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
