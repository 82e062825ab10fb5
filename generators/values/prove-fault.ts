import type { Json } from '../../specs/json.ts';
import { isProven } from './counterfactual.ts';
import { sourceOf } from './source.ts';
import type { RoundTrip, SchemaFaultLabel, ValueOptions } from './types.ts';

/**
 * True when the value is what the label says: invalid, and valid as soon as the blamed keyword (of `required` only the
 * name, of a pattern the whole) and its coupled ones are taken away. The blamed part of a pattern must be broken.
 * @throws GeneratorError `DC_SCHEMA_INVALID`
 */
export function proveFault(schema: Json, label: SchemaFaultLabel, value: Json, options: ValueOptions = {}): boolean {
  return isProven(sourceOf(schema, options.document), label, value);
}

/**
 * True when the fault is still proven after the value was written in a wire format and read again. A value that cannot be
 * written or read has another fault than the label says.
 * @throws GeneratorError `DC_SCHEMA_INVALID`
 */
export function proveAfterWire<Wire>(
  schema: Json,
  label: SchemaFaultLabel,
  value: Json,
  wire: RoundTrip<Wire>,
  options: ValueOptions = {},
): boolean {
  let arrived: Json;
  try {
    arrived = wire.decode(wire.encode(value));
  } catch {
    return false;
  }
  return proveFault(schema, label, arrived, options);
}
