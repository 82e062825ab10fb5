import { schemaFaults } from '../../generators/values/schema-faults.ts';
import { valueArbitrary } from '../../generators/values/value-arbitrary.ts';
import type { Case, Fresh, Step } from './case.ts';
import { creationClause, type PlanContext } from './plan-context.ts';
import { sample, valueOptions } from './schema-cases.ts';
import { graftBody } from './whole-body.ts';

/** Random cases of a run: what the phases before leave to chance is found soon or not at all. */
const MOST_RANDOM = 500;

/** Random bodies, good and faulty, as far as the budget goes: unusual names and addresses, several faults at once. */
export function* randomCases(context: PlanContext): Generator<Case> {
  const { operation, good } = context;
  const [mediaType] = good.mediaTypes;
  const schema = mediaType === undefined ? undefined : operation.body?.content[mediaType]?.schema;
  if (schema === undefined) return;
  const wild = valueArbitrary(schema, { ...valueOptions(context), plain: false });
  const plain = valueArbitrary(schema, valueOptions(context));
  const faults = schemaFaults(schema, valueOptions(context));
  const creation = creationClause(context);
  const kinds = [plain, wild, ...(faults.length > 0 ? [undefined] : [])];
  for (let index = 0; index < MOST_RANDOM; index++) {
    const kind = kinds[index % kinds.length];
    yield {
      id: `random/${index}`,
      phase: 'random',
      aims: creation ? [creation.id] : [],
      note: 'a random body',
      personas: [context.persona],
      make: (fresh) => ({ steps: [randomStep(fresh, kind)] }),
    };
  }

  function randomStep(fresh: Fresh, arbitrary: typeof plain | undefined): Step {
    const type = good.mediaTypes[fresh.random.nextInt(0, good.mediaTypes.length - 1)];
    if (arbitrary)
      return {
        note: 'a random body',
        draft: graftBody(sample(arbitrary, fresh), { pointer: '', isWhole: true }, type, context, fresh),
      };
    const fault = faults[fresh.random.nextInt(0, faults.length - 1)];
    const value = fault ? sample(fault.arbitrary, fresh) : null;
    return {
      note: fault?.label.note ?? '',
      draft: graftBody(value, { pointer: '', isWhole: true }, type, context, fresh),
    };
  }
}
