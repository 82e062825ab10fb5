import type { Language } from '../language/language.ts';
import { type CompiledPattern, compilePattern } from '../language/pattern.ts';
import { cacheOf } from './cache.ts';

/** A pattern, compiled. */
export interface PatternEntry {
  readonly compiled: CompiledPattern;
  /** The pattern read as if it were anchored at both ends; undefined when it is. */
  readonly whole: Language | undefined;
}

const known = cacheOf<PatternEntry>(256);

/** A pattern, compiled once. @throws GeneratorError `DC_PATTERN_INVALID` */
export function compiledPattern(source: string): PatternEntry {
  return known(source, () => ({ compiled: compilePattern(source), whole: wholePattern(source) }));
}

/** Many who write a pattern mean the whole text, and some servers read it so: plain texts satisfy both. */
function wholePattern(source: string): Language | undefined {
  if (source.startsWith('^') && source.endsWith('$')) return undefined;
  const compiled = compilePattern(`^(?:${source})$`);
  return compiled.kind === 'exact' ? compiled.language : undefined;
}
