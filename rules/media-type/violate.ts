import type { Operation } from '../../specs/contract.ts';
import { essenceOf, isJsonType, isXmlType } from '../../wire/media-type.ts';
import type { Violate, Violator } from '../violate.ts';

const OTHER_TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/json',
  'application/octet-stream',
  'multipart/form-data; boundary=x',
];

/** A good body that is declared to be something else, to be nothing, or to be in another charset. */
export const violateMediaType: Violate = (_clause, { operation }) => {
  const { body } = operation;
  if (!body || Object.keys(body.content).some((type) => type.includes('*'))) return [];
  const declared = Object.keys(body.content).map(essenceOf);
  return [
    ...OTHER_TYPES.filter((type) => !isTaken(essenceOf(type), declared)).map((type) => declaring(type, type)),
    ...(mayBeLeftOut(body) ? [] : [declaring('no Content-Type', null)]),
    declaring('a Content-Type that is none', 'application'),
    ...declared.slice(0, 1).map((type) => declaring('charset=utf-16', `${type}; charset=utf-16`)),
  ];
};

function declaring(note: string, contentType: string | null): Violator {
  return { note, alter: (draft) => ({ ...draft, contentType }) };
}

function isTaken(type: string, declared: readonly string[]): boolean {
  return declared.some(
    (own) => own === type || (isJsonType(own) && isJsonType(type)) || (isXmlType(own) && isXmlType(type)),
  );
}

function mayBeLeftOut({ mediaType }: NonNullable<Operation['body']>): boolean {
  return mediaType.default !== undefined || mediaType.sniff;
}
