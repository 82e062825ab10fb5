import { isObject, type Json } from '../specs/json.ts';
import { type Decoded, type Refused, refuse } from './fault.ts';
import { decodeForm } from './form.ts';
import { decodeJson } from './json.ts';
import { essenceOf, isJsonType, isXmlType, type MediaTypeValue, parseMediaType } from './media-type.ts';
import { sniffMediaType } from './sniff.ts';
import { decodeUtf8 } from './utf8.ts';
import { decodeXml } from './xml-decode.ts';

/** One media type that an operation takes. */
export interface DecodeContent {
  readonly schema?: Json | undefined;
  /** Name of the one member that may wrap the value: `{"User": {…}}` is read as `{…}`. */
  readonly unwrap?: string | undefined;
}

/** What an operation takes, and what the request says about its body. */
export interface DecodeOptions {
  /** By media type or range, as in OpenAPI. */
  readonly content: Readonly<Record<string, DecodeContent>>;
  /** The media type of a body that comes without one. */
  readonly defaultType?: string | undefined;
  /** True when a body that comes without a media type is recognised by its first character, before `defaultType` is taken. */
  readonly sniff?: boolean | undefined;
  /** False when `text/xml` is not read as `application/xml`, nor `text/json` as `application/json`, or the other way round. */
  readonly synonyms?: boolean | undefined;
  /** Value of `Content-Encoding`. */
  readonly contentEncoding?: string | undefined;
  /** In nested arrays, objects or elements; 100 when absent. */
  readonly maxDepth?: number | undefined;
}

/** The value or the fault, with what was found out about the media type before. */
export type DecodedBody = Decoded & {
  /** What the body was read as, lower case and without parameters; undefined when it did not come to that. */
  readonly mediaType: string | undefined;
  /** The key of `content` that covers it. */
  readonly key: string | undefined;
};

/**
 * The value of a request's or answer's body, or the first fault. Checks in this order: nothing sent, content coding,
 * media type, charset, UTF-8, then the text itself. A media type that is neither JSON, XML nor a form gives its text.
 * Codes: all of `WireFaultCode`.
 * @param contentType what the request says of its body, in the form of `Content-Type`.
 * @source RFC 9110 sections 8.3 (Content-Type), 8.4 (Content-Encoding)
 */
export function decodeBody(bytes: Uint8Array, contentType: string | undefined, options: DecodeOptions): DecodedBody {
  const type = contentType ?? (options.sniff ? sniffMediaType(bytes, options.content) : undefined);
  const media = refuseEncoding(options.contentEncoding) ?? selectMedia(type ?? options.defaultType, options);
  if (bytes.length === 0) return missingBody(media);
  if ('fault' in media) return { ok: false, fault: media.fault, mediaType: undefined, key: undefined };
  const decoded = decodeAs(media, bytes, options);
  const { type: mediaType, key } = media;
  // Written out because spreading costs as much as parsing a small body.
  if (decoded.ok) return { ok: true, value: decoded.value, mediaType, key };
  return { ok: false, fault: decoded.fault, mediaType, key };
}

interface SelectedMedia {
  readonly type: string;
  readonly key: string;
}

/** What was announced is told all the same: the answer may have the format of the request. */
function missingBody(media: SelectedMedia | Refused): DecodedBody {
  const { fault } = refuse('missing-body', 'The request has no body; one was expected');
  if ('fault' in media) return { ok: false, fault, mediaType: undefined, key: undefined };
  return { ok: false, fault, mediaType: media.type, key: media.key };
}

function refuseEncoding(contentEncoding: string | undefined): Refused | undefined {
  const coding = contentEncoding?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return undefined;
  return refuse('unsupported-encoding', `The body is encoded with ${coding} (Content-Encoding); send it as it is`);
}

const JSON_TYPE = 'application/json';

/** What nearly all clients send; it needs no parsing. */
const COMMON_JSON: ReadonlySet<string> = new Set([
  JSON_TYPE,
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
  'application/json; charset=UTF-8',
  'application/json;charset=UTF-8',
]);

function selectMedia(contentType: string | undefined, options: DecodeOptions): SelectedMedia | Refused {
  const { content, synonyms } = options;
  if (contentType === undefined) return refuseMedia('The request has no Content-Type', content);
  if (COMMON_JSON.has(contentType) && Object.hasOwn(content, JSON_TYPE)) return { type: JSON_TYPE, key: JSON_TYPE };
  const media = parseMediaType(contentType);
  if (!media) return refuseMedia(`Content-Type "${contentType}" is not a media type`, content);
  const key = findKey(media.type, content, synonyms !== false);
  if (key === undefined) return refuseMedia(`The media type ${media.type} is not accepted`, content);
  return refuseCharset(media) ?? { type: media.type, key };
}

function refuseMedia(what: string, content: DecodeOptions['content']): Refused {
  return refuse('unsupported-media-type', `${what}; send ${Object.keys(content).join(' or ') || 'no body'}`);
}

/** UTF-8 is what everybody sends; ASCII is a part of it. */
function refuseCharset({ parameters }: MediaTypeValue): Refused | undefined {
  const charset = parameters.get('charset')?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'us-ascii') return undefined;
  return refuse(
    'unsupported-charset',
    `The charset ${charset} is not supported; send the body in UTF-8 and say charset=utf-8`,
  );
}

/** Two names for one thing: RFC 7303 section 9.2; `text/json` was never registered and is still sent. */
const SYNONYMS: Readonly<Record<string, string>> = {
  'text/xml': 'application/xml',
  'application/xml': 'text/xml',
  'text/json': 'application/json',
  'application/json': 'text/json',
};

/** The key that covers a media type: its own, its synonym's, then ranges. */
function findKey(type: string, content: DecodeOptions['content'], synonyms: boolean): string | undefined {
  if (Object.hasOwn(content, type)) return type;
  const keys = Object.keys(content);
  const candidates = [type, synonyms ? SYNONYMS[type] : undefined, `${type.slice(0, type.indexOf('/'))}/*`, '*/*'];
  for (const candidate of candidates) {
    const key = keys.find((name) => essenceOf(name) === candidate);
    if (key !== undefined) return key;
  }
  return undefined;
}

function decodeAs({ type, key }: SelectedMedia, bytes: Uint8Array, options: DecodeOptions): Decoded {
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') return text;
  const { schema, unwrap } = options.content[key] ?? {};
  if (isJsonType(type)) return unwrapped(decodeJson(text, options), unwrap);
  if (isXmlType(type)) return unwrapped(decodeXml(text, schema, options), unwrap);
  if (type === 'application/x-www-form-urlencoded') return unwrapped(decodeForm(text), unwrap);
  return { ok: true, value: text };
}

function unwrapped(decoded: Decoded, name: string | undefined): Decoded {
  if (name === undefined || !decoded.ok || !isObject(decoded.value)) return decoded;
  const names = Object.keys(decoded.value);
  const inner = names.length === 1 && names[0] === name ? decoded.value[name] : undefined;
  return inner === undefined ? decoded : { ok: true, value: inner };
}
