import type { JsonObject } from '../../../specs/json.ts';
import { typeNames, without } from '../keywords.ts';
import { numbersOutside } from '../formats.ts';
import { decimalPlaces } from '../numbers.ts';
import type { Place } from '../places.ts';
import { draft, type FaultDraft } from './draft.ts';

/** Numbers one step beyond each bound, and beside the multiples. */
export function numberFaults({ node }: Place): readonly FaultDraft[] {
  return [...boundFaults(node), ...multipleFaults(node), ...formatFaults(node)];
}

/** For each bound the direction that leads out of it, and whether the bound itself lies outside. */
const BOUNDS = [
  ['minimum', -1, false],
  ['maximum', 1, false],
  ['exclusiveMinimum', -1, true],
  ['exclusiveMaximum', 1, true],
] as const;

function boundFaults(node: JsonObject): FaultDraft[] {
  return BOUNDS.flatMap(([keyword, direction, isExclusive]) => {
    const bound = node[keyword];
    if (typeof bound !== 'number') return [];
    const near = isExclusive ? [bound] : [];
    const values = [...near, ...beyond(node, bound, direction)];
    return [...new Set(values)].slice(0, 2).map((value) => one(node, keyword, value));
  });
}

/** The next number that the rest of the schema allows beyond a bound, and one far out. */
export function beyond(node: JsonObject, bound: number, direction: 1 | -1): number[] {
  const step = stepOf(node, bound);
  const places = Math.max(decimalPlaces(step), decimalPlaces(bound));
  const next = direction > 0 ? Math.floor(bound / step) * step + step : Math.ceil(bound / step) * step - step;
  const far = next + direction * step * 1000;
  return [next, far].map((value) => Number(value.toFixed(places)));
}

/** The distance between two allowed numbers; of real numbers a tenth of the bound's last digit. */
export function stepOf(node: JsonObject, bound: number): number {
  const multiple = node['multipleOf'];
  if (typeof multiple === 'number') return multiple;
  const names = typeNames(node['type']);
  return names.includes('integer') && !names.includes('number') ? 1 : 10 ** -(decimalPlaces(bound) + 1);
}

function multipleFaults(node: JsonObject): FaultDraft[] {
  const step = node['multipleOf'];
  if (typeof step !== 'number') return [];
  const isInteger = typeNames(node['type']).includes('integer') && !typeNames(node['type']).includes('number');
  const offset = isInteger ? 1 : step / 2;
  if (isInteger && step === 1) return [];
  const low = Number(node['minimum'] ?? node['exclusiveMinimum'] ?? 0);
  const high = Number(node['maximum'] ?? node['exclusiveMaximum'] ?? low);
  const places = decimalPlaces(offset);
  const values = [low, high, (low + high) / 2].flatMap((base) => {
    const multiple = Math.round(base / step) * step;
    return [multiple + offset, multiple + step + offset, multiple - offset].map((value) =>
      Number(value.toFixed(places)),
    );
  });
  const rest = without(node, 'multipleOf');
  const near = { allOf: [rest], enum: [...new Set(values)].filter((value) => !Number.isInteger(value / step)) };
  const any = { allOf: [rest], type: 'number', not: { multipleOf: step } };
  const note = `no multiple of ${step}`;
  return [{ keyword: 'multipleOf', note, attempts: [() => ({ changed: near }), () => ({ changed: any })] }];
}

function formatFaults(node: JsonObject): FaultDraft[] {
  const format = node['format'];
  return typeof format === 'string' ? numbersOutside(format).map((value) => one(node, 'format', Number(value))) : [];
}

function one(node: JsonObject, keyword: string, value: number): FaultDraft {
  return draft(keyword, String(value), { allOf: [without(node, keyword)], const: value });
}
