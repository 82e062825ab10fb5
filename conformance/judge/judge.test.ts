import { describe, expect, test } from 'vitest';
import { builtInIds } from '../../specs/catalog.ts';
import { loadContract } from '../../specs/load-contract.ts';
import { aCall, aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, anOracle, aSchema, SOURCES } from '../../test/oracle.ts';
import { countsAt } from '../run/run-context.ts';
import { Model } from '../state/model.ts';
import { expectationOf } from './expectation.ts';
import { createJudge, withPersonas } from './judge.ts';

test('a judge knows of every fault, however little the server tells', () => {
  const text = aSchema({ type: 'string' });
  const schema = aSchema({ type: 'object', properties: { a: text, b: text } });
  const contract = aContract(
    aDocument({ requestBody: aBody(schema), 'x-clauses': [aCountingClause('schema', { report: 'first' })] }),
  );
  expect(
    anOracle(contract)
      .expect({ a: 1, b: 2 })
      .faults.map(({ field }) => field),
  ).toEqual(['a', 'b']);
  expect(contract.operations[0]?.clauses[0]?.params).toEqual({ report: 'first' });
});

test('there is no judge of a contract that is about no operation', () => {
  const document = aDocument();
  expect(() => createJudge(aContract({ ...document, 'x-contract': { id: 'tiny', operation: 'other' } }))).toThrow(
    /tiny\.yaml is about no operation/,
  );
});

describe.each(builtInIds.slice(-1))('the readings of %s', (id) => {
  test('are all choices that are not in force, loaded once', async () => {
    const contract = await loadContract(id);
    const judge = createJudge(contract);
    const names = (await judge.readings()).map(({ ambiguity, choice }) => `${ambiguity}=${choice}`);
    const expected = contract.ambiguities.flatMap((ambiguity) =>
      Object.keys(ambiguity.choices)
        .filter((choice) => choice !== ambiguity.default)
        .map((choice) => `${ambiguity.id}=${choice}`),
    );
    expect(names.toSorted()).toEqual(expected.toSorted());
    expect(await judge.readings()).toBe(await judge.readings());
  });
});

describe('the operation as a target has it', () => {
  const contract = aContract(
    aDocument(
      { 'x-clauses': [aCountingClause('authenticated'), aCountingClause('role', { anyOf: ['admin'] })] },
      {
        'x-credentials': [{ in: 'header', name: 'Key', secret: true, schema: { type: 'string' } }],
        'x-personas': {
          boss: { attributes: { role: 'admin' }, headers: { Key: 'of the contract' } },
          clerk: { attributes: { role: 'clerk' }, headers: { Key: 'of the clerk' } },
        },
      },
    ),
  );
  const { compiled } = createJudge(contract);
  const own = withPersonas(compiled, contract, { boss: { headers: { Key: 'of the target' }, query: {}, body: {} } });
  const scale = { counts: countsAt('document'), doubtful: () => [] };
  const brokenBy = (key: string): string[] =>
    expectationOf(own, aCall({}, { headers: { key } }), new Model({}), SOURCES, scale).faults.map(
      ({ clause }) => clause.id,
    );

  test('knows its personas by their own credentials, with the attributes of the contract', () => {
    expect(brokenBy('of the target')).toEqual([]);
  });

  test('knows no others', () => {
    expect(brokenBy('of the contract')).toContain('tiny/authenticated');
    expect(brokenBy('of the clerk')).toContain('tiny/authenticated');
  });
});
