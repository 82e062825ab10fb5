import type { Operation } from '../../specs/contract.ts';
import { asArray, asObject, isObject, type JsonObject, setMember } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Edit, MutantDraft } from '../deviation.ts';
import { operationIn, recordIn } from '../locate.ts';
import type { Surface, Topic } from '../surface.ts';

/** Good requests that bring about something else: nothing, other mails, other seats, other records. */
export function effectMutants({ surface }: Base, operation: Operation): MutantDraft[] {
  const { effect } = operation;
  if (!effect?.create) return [];
  const on = (topic: Topic, drafts: readonly Omit<MutantDraft, 'clause'>[]): MutantDraft[] => {
    const clause = surface.clauses[topic];
    return clause === undefined ? [] : drafts.map((draft) => ({ clause, ...draft }));
  };
  const change =
    (edit: (effect: JsonObject) => void): Edit =>
    (document) => {
      edit(asObject(operationIn(document, operation)['x-effect']));
    };
  return [
    ...on('created', [
      {
        operator: 'effect',
        detail: 'nothing-created',
        says: 'Answers well and keeps nobody.',
        edit: change((own) => setMember(own, 'dryRun', [])),
      },
    ]),
    ...on('dryRun', dryRuns(operation, change)),
    ...on('seats', seats(effect.uses, change)),
    ...on('mail', mails(change)),
    ...on('noMail', [
      {
        operator: 'mail',
        detail: 'always',
        says: 'Sends mails to those as well who should get none.',
        edit: change((own) => void delete asObject(own['mail'])['when']),
      },
    ]),
    ...records(surface),
    ...on('ids', [
      {
        operator: 'record',
        detail: 'id-constant',
        says: 'Gives everybody the same id.',
        edit: (document) => setMember(recordIn(document), surface.id, surface.anId),
      },
    ]),
  ];
}

type Change = (edit: (effect: JsonObject) => void) => Edit;

/** The condition of a dry run is left out, or holds for the other values of its parameter. */
function dryRuns({ effect, parameters }: Operation, change: Change): Omit<MutantDraft, 'clause'>[] {
  const [condition] = effect?.dryRun ?? [];
  if (!condition) return [];
  const own = asObject(condition.is)['const'] ?? null;
  const values = parameters.map(({ schema }) => asArray(schema['enum'])).find((each) => each.includes(own)) ?? [];
  return [
    {
      operator: 'dry-run',
      detail: 'dropped',
      says: 'Takes a dry run for a real one.',
      edit: change((all) => void delete all['dryRun']),
    },
    ...values
      .filter((value) => value !== own)
      .map((value) => ({
        operator: 'dry-run',
        detail: value === '' ? 'when-empty' : `when-${value}`,
        says: `Tries only when asked for ${JSON.stringify(value)}, not for ${JSON.stringify(own)}.`,
        edit: change((all) => setMember(all, 'dryRun', [{ the: condition.the, is: { const: value } }])),
      })),
  ];
}

function seats(uses: Readonly<Record<string, number>>, change: Change): Omit<MutantDraft, 'clause'>[] {
  return Object.keys(uses).flatMap((fact) => {
    const using = (count: number): Edit => change((own) => setMember(asObject(own['uses']), fact, count));
    return [
      { operator: 'uses', detail: '0', says: 'No user takes a seat.', edit: using(0) },
      { operator: 'uses', detail: '2', says: 'Every user takes two seats.', edit: using(2) },
      {
        operator: 'uses',
        detail: 'none',
        says: 'A call is measured by the seats, and takes none.',
        edit: change((own) => void delete own['uses']),
      },
    ];
  });
}

function mails(change: Change): Omit<MutantDraft, 'clause'>[] {
  return [
    { operator: 'mail', detail: 'dropped', says: 'Sends no mail.', edit: change((own) => void delete own['mail']) },
    { operator: 'mail', detail: 'elsewhere', says: 'Sends the mail to somebody else.', edit: change(redirect) },
  ];
}

function redirect({ mail }: JsonObject): void {
  if (isObject(mail)) mail['to'] = `not-${String(mail['to'])}`;
}

/** Members of the stored record that are lost or get another value. Names are swapped as well. */
function records({ kept, names }: Surface): MutantDraft[] {
  const [first, last] = names;
  const draft = (member: string, detail: string, says: string, edit: (record: JsonObject) => void): MutantDraft => ({
    clause: kept[member]?.[0] ?? '',
    operator: 'record',
    detail: `${member}-${detail}`,
    says,
    edit: (document) => edit(recordIn(document)),
  });
  return [
    ...Object.entries(kept).flatMap(([member, [, constant]]) => [
      draft(member, 'lost', `Forgets ${member}.`, (record) => void delete record[member]),
      draft(member, 'constant', `Keeps the same ${member} for everybody.`, (record) =>
        setMember(record, member, constant),
      ),
    ]),
    draft(first, 'swapped', `Keeps ${first} as ${last} and the other way round.`, (record) => {
      [record[first], record[last]] = [record[last] ?? null, record[first] ?? null];
    }),
  ];
}
