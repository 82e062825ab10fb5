import { ambiguityDefaultUnknown } from './ambiguity-default-unknown.ts';
import { ambiguityIdDuplicate } from './ambiguity-id-duplicate.ts';
import { bodyUnexpected } from './body-unexpected.ts';
import type { LintCheck } from './check.ts';
import { clauseAnswerUnknown } from './clause-answer-unknown.ts';
import { clauseIdDuplicate } from './clause-id-duplicate.ts';
import { clauseKeywordAbsent } from './clause-keyword-absent.ts';
import { clausePartPatternMissing } from './clause-part-pattern-missing.ts';
import { clausePartUnknown } from './clause-part-unknown.ts';
import { clauseSourceMissing } from './clause-source-missing.ts';
import { clauseUnknown } from './clause-unknown.ts';
import { collectionUnknown } from './collection-unknown.ts';
import { defaultMismatch } from './default-mismatch.ts';
import { dialectMissing } from './dialect-missing.ts';
import { duplicateOperationId } from './duplicate-operation-id.ts';
import { duplicateParameter } from './duplicate-parameter.ts';
import { duplicatePath } from './duplicate-path.ts';
import { enumMismatch } from './enum-mismatch.ts';
import { exampleMismatch } from './example-mismatch.ts';
import { expressionInvalid } from './expression-invalid.ts';
import { extensionInvalid } from './extension-invalid.ts';
import { factInitialMissing } from './fact-initial-missing.ts';
import { factUndeclared } from './fact-undeclared.ts';
import { factValueInvalid } from './fact-value-invalid.ts';
import { formatUnknown } from './format-unknown.ts';
import { mediaTypeInvalid } from './media-type-invalid.ts';
import { operationUnknown } from './operation-unknown.ts';
import { parameterIgnored } from './parameter-ignored.ts';
import { pathParameterOptional } from './path-parameter-optional.ts';
import { pathParameterUndeclared } from './path-parameter-undeclared.ts';
import { pathParameterUnused } from './path-parameter-unused.ts';
import { pathTemplateInvalid } from './path-template-invalid.ts';
import { patternInvalid } from './pattern-invalid.ts';
import { personaSlotUnknown } from './persona-slot-unknown.ts';
import { personaValueInvalid } from './persona-value-invalid.ts';
import { refSiblingConflict } from './ref-sibling-conflict.ts';
import { refSiblingsIgnored } from './ref-siblings-ignored.ts';
import { requiredPropertyUndeclared } from './required-property-undeclared.ts';
import { ruleParamsInvalid } from './rule-params-invalid.ts';
import { ruleUnknown } from './rule-unknown.ts';
import { schemaDoesNotCompile } from './schema-does-not-compile.ts';
import { schemaInvalid } from './schema-invalid.ts';
import { schemaKeywordIdle } from './schema-keyword-idle.ts';
import { schemaKeywordMoved } from './schema-keyword-moved.ts';
import { schemaKeywordUnknown } from './schema-keyword-unknown.ts';
import { schemaNeverFits } from './schema-never-fits.ts';
import { schemaTypeMissing } from './schema-type-missing.ts';
import { schemaUnchecked } from './schema-unchecked.ts';
import { securitySchemeUnknown } from './security-scheme-unknown.ts';
import { sourceDocumentUnknown } from './source-document-unknown.ts';
import { sourceLinesTooMany } from './source-lines-too-many.ts';
import { statusInvalid } from './status-invalid.ts';

/** Every check, in no particular order. */
export const LINT_CHECKS: readonly LintCheck[] = [
  ambiguityDefaultUnknown,
  ambiguityIdDuplicate,
  bodyUnexpected,
  clauseAnswerUnknown,
  clauseIdDuplicate,
  clauseKeywordAbsent,
  clausePartPatternMissing,
  clausePartUnknown,
  clauseSourceMissing,
  clauseUnknown,
  collectionUnknown,
  defaultMismatch,
  dialectMissing,
  duplicateOperationId,
  duplicateParameter,
  duplicatePath,
  enumMismatch,
  exampleMismatch,
  expressionInvalid,
  extensionInvalid,
  factInitialMissing,
  factUndeclared,
  factValueInvalid,
  formatUnknown,
  mediaTypeInvalid,
  operationUnknown,
  parameterIgnored,
  pathParameterOptional,
  pathParameterUndeclared,
  pathParameterUnused,
  pathTemplateInvalid,
  patternInvalid,
  personaSlotUnknown,
  personaValueInvalid,
  refSiblingConflict,
  refSiblingsIgnored,
  requiredPropertyUndeclared,
  ruleParamsInvalid,
  ruleUnknown,
  schemaDoesNotCompile,
  schemaInvalid,
  schemaKeywordIdle,
  schemaKeywordMoved,
  schemaKeywordUnknown,
  schemaNeverFits,
  schemaTypeMissing,
  schemaUnchecked,
  securitySchemeUnknown,
  sourceDocumentUnknown,
  sourceLinesTooMany,
  statusInvalid,
];
