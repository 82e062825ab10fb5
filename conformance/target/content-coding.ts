import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import type { WireAnswer } from './exchange.ts';
import { codeOf } from './printable-line.ts';

/** A body without its codings, or why it cannot be had. */
export type Decoded =
  | { readonly body: Uint8Array }
  | { readonly failure: 'too-large' | 'not-http'; readonly message: string };

type Decompress = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/** @source RFC 9110, section 8.4.1; RFC 7932 */
const DECOMPRESSORS: Readonly<Record<string, Decompress>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  // Many servers send the raw format, without the wrapper that the name means.
  deflate: (body, options) =>
    (body[0] ?? 0) % 16 === 8 ? zlibOrRaw(body, options) : promisify(inflateRaw)(body, options),
};

/** More layers than this are no honest answer. */
const MAX_LAYERS = 4;

/**
 * Takes content codings off, although none was asked for: a server may send them all the same. A coding that is not known leaves
 * the bytes as they are, as browsers do: some servers write a charset there. No layer may grow beyond the limit in bytes.
 */
export async function decodeContent(
  headers: WireAnswer['headers'],
  body: Uint8Array,
  maxBytes: number,
): Promise<Decoded> {
  const codings = body.length === 0 ? [] : codingsOf(headers);
  if (!codings.every((coding) => Object.hasOwn(DECOMPRESSORS, coding))) return { body };
  if (codings.length > MAX_LAYERS)
    return { failure: 'not-http', message: `The body is encoded ${codings.length} times over.` };
  let current = body;
  for (const coding of codings.toReversed()) {
    const layer = await decompress(coding, current, maxBytes);
    if ('failure' in layer) return layer;
    current = layer.body;
  }
  return { body: current };
}

async function decompress(coding: string, body: Uint8Array, maxBytes: number): Promise<Decoded> {
  try {
    return { body: (await DECOMPRESSORS[coding]?.(body, { maxOutputLength: maxBytes })) ?? body };
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE')
      return { failure: 'too-large', message: `The body unpacks to more than ${maxBytes} bytes.` };
    return {
      failure: 'not-http',
      message: `Content-Encoding says ${coding}, and the body cannot be unpacked as that.`,
    };
  }
}

/** A raw stream can begin like a wrapped one. */
async function zlibOrRaw(body: Uint8Array, options: { maxOutputLength: number }): Promise<Uint8Array> {
  try {
    return await promisify(inflate)(body, options);
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw error;
    return promisify(inflateRaw)(body, options);
  }
}

function codingsOf(headers: WireAnswer['headers']): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}
