import { isJsonType, isXmlType } from '../../wire/media-type.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';
import type { Breakage } from './breakage.ts';
import { BROKEN_ENCODINGS } from './broken-encoding.ts';
import { BROKEN_JSON } from './broken-json.ts';
import { BROKEN_XML } from './broken-xml.ts';

/** In every media type that the operation takes: no body, and the bytes of a good one broken. */
export const violateReadable: Violate = (_clause, context) => {
  const { body } = context.operation;
  if (!body) return [];
  return Object.keys(body.content)
    .filter((mediaType) => !mediaType.includes('*'))
    .flatMap((mediaType) =>
      breakagesOf(mediaType, body.required).map((breakage) => violatorOf(breakage, mediaType, context)),
    );
};

const EMPTY: Breakage = { note: 'an empty body', bytes: () => new Uint8Array() };
const BLANK: Breakage = { note: 'nothing but white space', bytes: () => new TextEncoder().encode(' \r\n') };

function breakagesOf(mediaType: string, isRequired: boolean): readonly Breakage[] {
  const empty = isRequired ? [EMPTY] : [];
  if (isJsonType(mediaType)) return [...empty, BLANK, ...BROKEN_JSON, ...BROKEN_ENCODINGS];
  if (isXmlType(mediaType)) return [...empty, BLANK, ...BROKEN_XML, ...BROKEN_ENCODINGS];
  return empty;
}

function violatorOf({ note, isGrey, bytes }: Breakage, mediaType: string, { encode }: ViolateContext): Violator {
  return {
    note: `${mediaType}: ${note}`,
    ...(isGrey && { isGrey }),
    alter: (draft) => {
      const good = { ...draft, mediaType };
      return { ...good, raw: bytes(encode(good) ?? new Uint8Array()) };
    },
  };
}
