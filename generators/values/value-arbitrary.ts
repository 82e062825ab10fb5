import type * as fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { bounded } from './bounded.ts';
import type { Context } from './context.ts';
import { contextOf, optionSource, settingsOf } from './generator.ts';
import { schemaAt } from './inline.ts';
import type { ValueOptions } from './types.ts';

/**
 * Valid values of a schema of JSON Schema 2020-12, every one judged by the validator of the contracts before it is given
 * out. Members that the schema does not know are never there, unless it asks for them.
 * @throws GeneratorError `DC_SCHEMA_INVALID`; `DC_SCHEMA_EMPTY` and `DC_LANGUAGE_EMPTY` when keywords contradict each other;
 * when a value is drawn, `DC_FILTER_STARVED` with what 500 candidates in a row broke
 */
export function valueArbitrary(schema: Json, options: ValueOptions = {}): fc.Arbitrary<Json> {
  const source = optionSource(schema, options);
  return validValues(source.root, preparedContext(schema, options, false));
}

/** A context with the marks of the options. */
export function preparedContext(schema: Json, options: ValueOptions, isMinimal: boolean): Context {
  const source = optionSource(schema, options);
  const context = contextOf(source, settingsOf(options, isMinimal));
  for (const [path, values] of Object.entries(options.overrides ?? {})) {
    const place = schemaAt(source, path);
    if (isObject(place)) context.marks.set(place, { values });
  }
  for (const path of options.always ?? []) {
    const place = schemaAt(source, path);
    if (isObject(place)) context.always.add(place);
  }
  return context;
}

/** Values of a changed root that the original one takes. */
export function validValues(root: JsonObject | boolean, context: Context): fc.Arbitrary<Json> {
  const { source } = context;
  const explain = (value: Json | undefined): string => {
    const judge = source.compile(source.root);
    judge(value ?? null);
    return judge.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ') ?? '';
  };
  return bounded(context.generate([root], 0), (value) => source.takes(source.root, value), explain);
}
