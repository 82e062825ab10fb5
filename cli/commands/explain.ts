import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ruleSchemas } from '../../rules/index.ts';
import { compileSelection } from '../../rules/schema/select.ts';
import { builtInIds } from '../../specs/catalog.ts';
import type { Ambiguity, Clause, Contract, KeywordClause, RuleClause, Source } from '../../specs/contract.ts';
import { toPointer } from '../../specs/json.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { styled, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Shows one clause: what it says, its rule and parameters, its answer, where it comes from, its ambiguities, an example.
 * @throws UsageError naming similar clauses when there is none of this id.
 */
export async function explain(
  id: string,
  { contract: file }: { readonly contract?: string },
  terminal: Terminal,
): Promise<void> {
  const contract = await loadContract(file ?? contractOf(id), { ruleSchemas });
  const clause = contract.clauses.find((candidate) => candidate.id === id);
  if (!clause) throw new UsageError(`There is no clause ${id}. ${similar(id, contract)}`);
  terminal.out(explanation(clause, contract, terminal));
}

function contractOf(id: string): string {
  const name = id.slice(0, Math.max(id.indexOf('/'), 0));
  if (builtInIds.includes(name)) return name;
  throw new UsageError(
    `"${id}" is not the id of a clause: expected <contract>/<name>, with a contract of ${builtInIds.join(', ')}; or name its file with --contract.`,
  );
}

function similar(id: string, { id: contract, clauses }: Contract): string {
  const wanted = id.slice(id.indexOf('/') + 1).toLowerCase();
  const words = wanted.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const near = clauses.filter((clause) => words.some((word) => clause.id.toLowerCase().includes(word))).slice(0, 8);
  return near.length > 0
    ? `Similar: ${near.map((clause) => clause.id).join(', ')}.`
    : `See doublecheck list ${contract}.`;
}

function explanation(clause: Clause, contract: Contract, terminal: Terminal): string {
  const answering = answeringClause(clause, contract);
  const lines = [
    styled(terminal, 'bold', clause.id),
    clause.says,
    '',
    row('level', `${clause.level}, basis ${clause.basis}`),
    row('operation', clause.operation),
    ...(isKeyword(clause) ? keywordRows(clause) : isRule(clause) ? ruleRows(clause) : []),
    ...(answering ? [row('answer', answerText(answering)), row('accepted', acceptedText(clause, answering))] : []),
    ...(clause.kind === 'built-in'
      ? [row('source', 'none: every server of the call must')]
      : sourceRows(clause.source, contract)),
    ...contract.ambiguities
      .filter(({ clauses }) => clauses.includes(clause.id))
      .flatMap((ambiguity) => ambiguityRows(ambiguity, contract)),
    '',
    ...exampleLines(clause, answering, contract),
  ];
  return lines.join('\n').trimEnd();
}

function row(name: string, text: string): string {
  return `${`${name}:`.padEnd(12)}${text}`;
}

function isKeyword(clause: Clause): clause is KeywordClause {
  return clause.kind === 'keyword';
}

function isRule(clause: Clause): clause is RuleClause {
  return clause.kind === 'rule';
}

function ruleRows({ rule, params, each, when }: RuleClause): string[] {
  const judged = each === 'item' ? ['judged for every element of the batch'] : [];
  const conditions = when.map(({ the, is, isNot, in: list }) => {
    const tests = [
      ...(is === undefined ? [] : [`is ${JSON.stringify(is)}`]),
      ...(isNot === undefined ? [] : [`is not ${JSON.stringify(isNot)}`]),
      ...(list === undefined ? [] : [`is in ${list}`]),
    ];
    return `${the} ${tests.join(' and ')}`;
  });
  return [
    row('rule', [`${rule} ${JSON.stringify(params)}`, ...judged].join(', ')),
    ...(conditions.length > 0 ? [row('when', conditions.join(' and '))] : []),
  ];
}

function keywordRows({ keyword, value, where, path, part, status }: KeywordClause): string[] {
  const text = JSON.stringify(value);
  const shown = text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
  const place = where === 'response' ? `answer ${status}` : where;
  return [
    row('constraint', `${keyword} ${shown}${part === undefined ? '' : `, part ${part}`}`),
    row('of', `${path.join('.') || 'the whole'} in ${place}`),
  ];
}

/** The rule clause that gives the answer: the clause itself, or the first `schema` clause that takes the fault. */
function answeringClause(clause: Clause, { operations }: Contract): RuleClause | undefined {
  if (!isKeyword(clause)) return isRule(clause) ? clause : undefined;
  if (clause.where === 'response') return undefined;
  const { where, keyword } = clause;
  const fault = { where, keyword, pointer: toPointer(clause.path.flatMap(tokensOf)) };
  const operation = operations.find(({ id }) => id === clause.operation);
  return operation?.clauses.find(
    ({ rule, params, each, off }) => rule === 'schema' && !off && compileSelection(params, each)(fault),
  );
}

/** `Folders[]` of a clause's path as the pointer of a first element. */
function tokensOf(name: string): string[] {
  return name.endsWith('[]') ? [name.slice(0, -2), '0'] : [name];
}

function answerText({ answer, rule }: RuleClause): string {
  if (!answer) return rule === 'promise' ? 'none: no request can break it' : 'none';
  const { status, reasonPhrase, example } = answer;
  return [String(status), reasonPhrase, example === undefined ? undefined : `(example ${example})`]
    .filter(Boolean)
    .join(' ');
}

function acceptedText({ accept }: Clause, { answer }: RuleClause): string {
  if (accept)
    return accept
      .map(({ status, body }) => `${status}${body === undefined ? '' : ` with ${JSON.stringify(body)}`}`)
      .join(' or ');
  return answer ? String(answer.status) : 'what the page promises';
}

function sourceRows(source: Source | undefined, { sources: [document] }: Contract): string[] {
  if (!source) return [row('source', 'none: an assumption of this contract')];
  const { page, lines, file = document?.file } = source;
  if (page !== undefined) return [row('source', page)];
  return lines ? [row('source', `${file} lines ${lines[0]} to ${lines[1]}`)] : [];
}

function ambiguityRows({ id, question, choices }: Ambiguity, { readings }: Contract): string[] {
  const chosen = readings[id];
  return [
    row('open point', `${id}: ${question}`),
    ...Object.entries(choices).map(
      ([name, { says }]) => `${' '.repeat(14)}${name === chosen ? '*' : ' '} ${name}: ${says}`,
    ),
    `${' '.repeat(14)}  (* as the mock reads it; another with --reading ${id}=…)`,
  ];
}

/** The hand-written example of the clause, or of the clause that answers for it. */
function exampleLines(clause: Clause, answering: RuleClause | undefined, { file }: Contract): string[] {
  const folder = join(dirname(file), 'examples');
  if (!existsSync(folder)) return [];
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.http'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const tagged = (id: string | undefined): string | undefined =>
    texts.find((text) => text.split('\n').some((line) => line.trim() === `# clause: ${id}`));
  const own = tagged(clause.id);
  const text = own ?? tagged(answering?.id);
  if (text === undefined) return [];
  const heading = own === undefined ? `Example of ${answering?.id}, which answers for it:` : 'Example:';
  return [
    heading,
    ...text
      .trim()
      .split('\n')
      .map((line) => `  ${line}`.trimEnd()),
  ];
}
