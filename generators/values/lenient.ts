import type { Json } from '../../specs/json.ts';

/**
 * What a forgiving server could read instead of a value: text for a number or a truth value and the other way round,
 * trimmed text, one value for a list of it.
 */
export function lenientReadings(value: Json): readonly Json[] {
  if (typeof value === 'string') return [...textReadings(value), [value]];
  if (typeof value === 'number') return [String(value), ...(value === 0 || value === 1 ? [value === 1] : []), [value]];
  if (typeof value === 'boolean') return [String(value), value ? 1 : 0, [value]];
  if (Array.isArray(value)) return value.slice(0, 1);
  return value === null ? [] : [[value]];
}

/** True when some forgiving reading of a value passes, or when it may be read as absent and that is allowed. */
export function isLenientlyGood(value: Json, isGood: (value: Json) => boolean, isOptional: boolean): boolean {
  if (isOptional && (value === null || value === '')) return true;
  return lenientReadings(value).some((reading) => isGood(reading));
}

function textReadings(text: string): Json[] {
  const trimmed = text.trim();
  const shorter = trimmed === text ? [] : [trimmed];
  if (trimmed !== '' && Number.isFinite(Number(trimmed))) return [...shorter, Number(trimmed)];
  if (/^(true|yes|on)$/i.test(trimmed)) return [...shorter, true];
  return /^(false|no|off)$/i.test(trimmed) ? [...shorter, false] : shorter;
}
