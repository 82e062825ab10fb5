import { fullFormats } from 'ajv-formats/dist/formats.js';
import { type Budget, DEFAULT_BUDGET } from './budget.ts';
import { ALL_TEXTS } from './language.ts';
import { type CompiledPattern, compilePattern } from './pattern.ts';

/**
 * The texts that ajv-formats takes for a format, compiled from its very regular expression, flags included.
 * Undefined for formats that it checks by a function (`date`, `time`, `date-time`, `uri`, `regex`, `byte`), that are
 * about numbers, or that it does not know.
 * @source ajv-formats 3.0.1, full mode: what the validators of the contracts use
 */
export function compileFormat(name: string, budget: Budget = DEFAULT_BUDGET): CompiledPattern | undefined {
  const format = new Map<string, unknown>(Object.entries(fullFormats)).get(name);
  if (format instanceof RegExp) return compilePattern(format.source, format.flags, budget);
  if (format !== true) return undefined;
  const conjuncts = [{ label: name, language: ALL_TEXTS }];
  return { kind: 'exact', source: '', flags: 'u', language: ALL_TEXTS, conjuncts };
}
