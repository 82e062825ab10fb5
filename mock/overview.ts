import type { Contract, Persona } from '../specs/contract.ts';
import { curlLine, exampleRequest } from './curl.ts';

/** What is served at one mount, for people and programs. */
export interface Overview {
  readonly contract: string;
  readonly title: string;
  /** URL of the mount, without a final slash. */
  readonly url: string;
  readonly operations: readonly {
    readonly id: string;
    readonly method: string;
    readonly url: string;
    readonly summary: string;
  }[];
  readonly personas: readonly Persona[];
  /** Lines for a shell that work as they are. */
  readonly try: readonly string[];
}

/** The overview of one mount. The lines to try call the primary operation as the first persona, else every operation with examples. */
export function overviewOf(contract: Contract, url: string): Overview {
  const [persona = NOBODY] = contract.personas;
  const primary = contract.operations.filter(({ isPrimary }) => isPrimary);
  const tried = primary.length > 0 ? primary : contract.operations;
  const lines = tried.flatMap((operation) => {
    const request = exampleRequest(contract, operation, persona);
    return request ? [curlLine(url, request)] : [];
  });
  return {
    contract: contract.id,
    title: contract.title,
    url,
    operations: contract.operations.map(({ id, method, path, summary }) => ({
      id,
      method: method.toUpperCase(),
      url: url + path,
      summary,
    })),
    personas: contract.personas,
    try: lines,
  };
}

/** The overviews as plain text: operations, personas with what they send, and lines to try. */
export function overviewText(overviews: readonly Overview[]): string {
  return `${overviews.map(oneText).join('\n\n')}\n`;
}

const NOBODY: Persona = { name: 'anybody', says: '', attributes: {}, headers: {}, query: {}, body: {} };

function oneText({ contract, title, operations, personas, try: lines }: Overview): string {
  return [
    `${contract} - ${title}`,
    '',
    ...section(
      'Operations',
      operations.map(({ method, url, summary }) => `${method.padEnd(6)} ${url}${summary === '' ? '' : `  ${summary}`}`),
    ),
    ...section('Personas', personas.map(personaText)),
    ...section('Try', lines),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function personaText({ name, says, headers, query, body }: Persona): string {
  const sent = [
    ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
    ...Object.entries(query).map(([parameter, value]) => `?${parameter}=${value}`),
    ...Object.entries(body).map(([member, value]) => `${member} = ${JSON.stringify(value)} in the body`),
  ];
  return `${name}: ${says} Sends ${sent.join(' · ')}`;
}
