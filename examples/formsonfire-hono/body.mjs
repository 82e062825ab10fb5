import { readXml, XmlError } from './xml.mjs';

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const XML_TYPES = ['application/xml', 'text/xml'];
const JSON_TYPES = ['application/json', 'text/json'];

/** A request that is refused before its fields are looked at. */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Returns what the body holds: `{ format: 'json', value }` or `{ format: 'xml', root }`.
 * @throws Refusal 400, 413 or 415
 */
export async function readBody(request, on) {
  const bytes = await readBytes(request);
  const { type, charset } = contentTypeOf(request, on);
  const text = decode(bytes, charset);
  const format = formatOf(type, text, on);
  return format === 'json' ? { format, value: parseJson(text) } : { format, root: parseXml(text) };
}

async function readBytes(request) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new Refusal(400, 'InvalidRequest', 'The body could not be read.');
  }
  if (size > MAX_BODY_BYTES) throw new Refusal(413, 'RequestTooLarge', 'The body is larger than 2 MiB.');
  return Buffer.concat(chunks);
}

function contentTypeOf(request, on) {
  const literal = on.has('literal-contenttype') ? request.headers.get('contenttype') : null;
  const header = request.headers.get('content-type') ?? literal ?? '';
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim());
  const charset = parameters.find((one) => /^charset\s*=/i.test(one));
  return { type: type.toLowerCase(), charset: charset?.replace(/^[^=]*=\s*/, '').replace(/^"(.*)"$/, '$1') ?? 'utf-8' };
}

function decode(bytes, charset) {
  const decoder = decoderOf(charset);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refusal(400, 'InvalidRequest', `The body is not valid ${decoder.encoding}.`);
  }
}

function decoderOf(charset) {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new Refusal(415, 'UnsupportedMediaType', 'The charset is not supported.');
  }
}

function formatOf(type, text, on) {
  if (type === '') return on.has('sniff-json') && text.trimStart().startsWith('{') ? 'json' : 'xml';
  if (!(on.has('text-types-refused') && type.startsWith('text/'))) {
    if (XML_TYPES.includes(type)) return 'xml';
    if (JSON_TYPES.includes(type)) return 'json';
  }
  throw new Refusal(415, 'UnsupportedMediaType', 'Send application/json or application/xml.');
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'InvalidRequest', 'The body is not valid JSON.');
  }
}

function parseXml(text) {
  try {
    return readXml(text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new Refusal(400, 'InvalidRequest', `The body is not acceptable XML: ${error.message}`);
  }
}
