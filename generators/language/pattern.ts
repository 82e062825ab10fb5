import { GeneratorError } from '../error.ts';
import { intersectWithin } from './algebra.ts';
import { alphabetOf } from './alphabet.ts';
import { type Budget, DEFAULT_BUDGET, type Meter, meterOf } from './budget.ts';
import { LAST_CODE_POINT } from './code-points.ts';
import { liftToCodePoints } from './code-units.ts';
import { determinise } from './determinise.ts';
import { ALL_TEXTS, type Language } from './language.ts';
import { minimise } from './minimise.ts';
import { searchNfa } from './nfa.ts';
import { characterSets, isStartAssertion, type ParsedPattern, parsePattern, type Sequence } from './parse.ts';
import { relax } from './relax.ts';

/** One of the requirements whose conjunction a pattern is: a leading lookahead, or what comes after the lookaheads. */
export interface Conjunct {
  /** The part of the pattern that says it. */
  readonly label: string;
  readonly language: Language;
}

/** A pattern whose members are known exactly. */
export interface ExactPattern {
  readonly kind: 'exact';
  readonly source: string;
  readonly flags: string;
  readonly language: Language;
  /** At least one. Of `^(?=A)(?!B)C` there are three: `A`, not `B`, `C`. */
  readonly conjuncts: readonly Conjunct[];
}

/** A pattern without an automaton that fits the budget: members are those texts of `superset` that `test` takes. */
export interface TooLargePattern {
  readonly kind: 'tooLarge';
  readonly source: string;
  readonly flags: string;
  readonly reason: 'size' | 'back-reference' | 'unsupported';
  /** Holds every member, and as few other texts as could be had. */
  readonly superset: Language;
  /** The runtime's own regular expression. */
  readonly test: (text: string) => boolean;
}

/** What a pattern becomes. */
export type CompiledPattern = ExactPattern | TooLargePattern;

/**
 * The texts in which a pattern matches somewhere (JSON Schema 2020-12 validation, section 6.3.3), as a language.
 * Look-arounds of any length, `\b`, anchors, Unicode properties (as of Unicode 15.0) and the flags `i m s u v` are exact.
 * Without `u` or `v` characters above U+FFFF count as two, as in ECMA-262.
 * @throws GeneratorError `DC_PATTERN_INVALID` when it is no regular expression
 */
export function compilePattern(source: string, flags: string = 'u', budget: Budget = DEFAULT_BUDGET): CompiledPattern {
  const meter = meterOf(budget);
  const relaxations = { backreferences: 'unknown', assertions: 'parse' } as const;
  let parsed: ParsedPattern | undefined;
  try {
    parsed = parsePattern(source, flags, relaxations);
    const conjuncts = conjunctsOf(source, parsed, meter);
    return {
      kind: 'exact',
      source,
      flags,
      language: intersectWithin(
        meter,
        conjuncts.map(({ language }) => language),
      ),
      conjuncts,
    };
  } catch (error) {
    if (error instanceof GeneratorError && error.code === 'DC_PATTERN_INVALID') throw error;
    const reason = reasonOf(error, parsed);
    const superset = reason === 'unsupported' || parsed === undefined ? ALL_TEXTS : supersetOf(parsed, budget);
    return { kind: 'tooLarge', source, flags, reason, superset, test: tester(source, flags) };
  }
}

/** The language of a pattern. @throws GeneratorError `DC_PATTERN_INVALID`, and `DC_LANGUAGE_TOO_LARGE` without an exact one */
export function patternLanguage(source: string, flags: string = 'u', budget: Budget = DEFAULT_BUDGET): Language {
  const compiled = compilePattern(source, flags, budget);
  if (compiled.kind === 'exact') return compiled.language;
  throw new GeneratorError(
    'DC_LANGUAGE_TOO_LARGE',
    `/${source}/${flags} has no automaton (${compiled.reason}). Use compilePattern, and the filter that it returns.`,
  );
}

function reasonOf(error: unknown, parsed: ParsedPattern | undefined): TooLargePattern['reason'] {
  if (parsed === undefined) return 'unsupported';
  if (hasUnknown(parsed.alternatives)) return 'back-reference';
  if (error instanceof GeneratorError) return 'size';
  throw error;
}

/** The conjuncts of a pattern with one alternative that begins with `^`; of any other pattern itself. */
function conjunctsOf(source: string, { alternatives, last }: ParsedPattern, meter: Meter): Conjunct[] {
  const compile = (parts: readonly Sequence[]): Language => searchLanguage({ alternatives: parts, last }, meter);
  const [only, ...others] = alternatives;
  const [start, ...rest] = only?.elements ?? [];
  if (others.length > 0 || start === undefined || !isStartAssertion(start))
    return [{ label: source, language: compile(alternatives) }];
  const isBody = rest.findIndex(
    ({ type, ...element }) => type !== 'Assertion' || !('kind' in element && element.kind === 'ahead'),
  );
  const count = isBody === -1 ? rest.length : isBody;
  const after = (elements: Sequence['elements']): Sequence[] => [
    { type: 'Concatenation', elements: [start, ...elements] },
  ];
  const lookaheads = rest.slice(0, count).map((element) => ({
    label: source.slice(element.source?.start ?? 0, element.source?.end ?? source.length),
    language: compile(after([element])),
  }));
  const body = rest.slice(count);
  if (body.length === 0 && lookaheads.length > 0) return lookaheads;
  const label = lookaheads.length === 0 ? source : source.slice(body[0]?.source?.start ?? 0, body.at(-1)?.source?.end);
  return [...lookaheads, { label, language: compile(after(body)) }];
}

function searchLanguage({ alternatives, last }: ParsedPattern, meter: Meter): Language {
  const alphabet = alphabetOf(characterSets(alternatives), last);
  const language = minimise(determinise(searchNfa(alternatives, alphabet, meter), alphabet, meter));
  return last === LAST_CODE_POINT ? language : liftToCodePoints(language);
}

function supersetOf(parsed: ParsedPattern, budget: Budget): Language {
  for (const isCapped of [false, true]) {
    try {
      return searchLanguage(relax(parsed, isCapped), meterOf(budget));
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
    }
  }
  return ALL_TEXTS;
}

function tester(source: string, flags: string): (text: string) => boolean {
  const expression = new RegExp(source, flags.replace(/[gy]/g, ''));
  return (text) => expression.test(text);
}

function hasUnknown(alternatives: readonly Sequence[]): boolean {
  return alternatives.some(({ elements }) =>
    elements.some((element) => {
      if (element.type === 'CharacterClass') return false;
      return element.type === 'Unknown' || hasUnknown(element.alternatives);
    }),
  );
}
