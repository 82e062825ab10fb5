/**
 * Data of exact languages: texts that a pattern, a format or a list of values allows, texts that break exactly one
 * requirement, e-mail addresses and names that servers get wrong. Same seed, same data. Explained in `docs/generators.md`.
 */
export { emailBoundaries, type EmailProbe } from './emails/email-boundaries.ts';
export { EMAIL_CASES, type EmailCase } from './emails/email-cases.ts';
export { type EmailPool, emailPool, type EmailVariant, emailVariants } from './emails/email-pool.ts';
export {
  type EmailClassOptions,
  emailLanguage,
  type EmailOptions,
  emails,
  emailsOfClass,
  RESERVED_DOMAINS,
} from './emails/emails.ts';
export { type EmailClass, emailClass, type EmailVerdict, judgeEmail } from './emails/judge-email.ts';
export { GeneratorError, type GeneratorErrorCode } from './error.ts';
export { complement, difference, intersect, isEmpty, isEqual, isSubset, union } from './language/algebra.ts';
export { type Budget, DEFAULT_BUDGET } from './language/budget.ts';
export { compileFormat } from './language/format.ts';
export { accepts, ALL_TEXTS, type Language, NO_TEXTS } from './language/language.ts';
export { lengthWindow, longestLength, shortestLength } from './language/length.ts';
export { languageOf } from './language/literals.ts';
export {
  type CompiledPattern,
  compilePattern,
  type Conjunct,
  type ExactPattern,
  patternLanguage,
  type TooLargePattern,
} from './language/pattern.ts';
export { shortestMember } from './language/shortest.ts';
export { type Casing, casings } from './strings/casings.ts';
export { type CharacterClass, characterClasses } from './strings/character-classes.ts';
export { boundaryLengths, memberOfLength } from './strings/lengths.ts';
export { NAME_CLASSES, type NameClass, names, namesOfLength } from './strings/names.ts';
export { nonMembers, oneEditNonMembers, onlyConjunctBroken } from './strings/non-members.ts';
export { matchingStrings, nonMatchingStrings } from './strings/pattern-strings.ts';
export { ALL, ASCII, type Profile, profileOf, TEXT, XML } from './strings/profile.ts';
export { stringArbitrary } from './strings/string-arbitrary.ts';
export type { LengthBounds } from './strings/walker.ts';
export { pairwise, type Row } from './values/pairwise.ts';
export { proveAfterWire, proveFault } from './values/prove-fault.ts';
export { schemaEdges } from './values/schema-edges.ts';
export { schemaFaults } from './values/schema-faults.ts';
export type {
  Certainty,
  RoundTrip,
  SchemaEdge,
  SchemaFaultGenerator,
  SchemaFaultLabel,
  ValueOptions,
} from './values/types.ts';
export { valueArbitrary } from './values/value-arbitrary.ts';
