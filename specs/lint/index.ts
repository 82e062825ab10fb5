import type { LintCheck } from './check.ts';
import { bodyUnexpected } from './body-unexpected.ts';
import { defaultMismatch } from './default-mismatch.ts';
import { dialectMissing } from './dialect-missing.ts';
import { duplicateOperationId } from './duplicate-operation-id.ts';
import { duplicateParameter } from './duplicate-parameter.ts';
import { duplicatePath } from './duplicate-path.ts';
import { enumMismatch } from './enum-mismatch.ts';
import { exampleMismatch } from './example-mismatch.ts';
import { extensionInvalid } from './extension-invalid.ts';
import { formatUnknown } from './format-unknown.ts';
import { mediaTypeInvalid } from './media-type-invalid.ts';
import { operationUnknown } from './operation-unknown.ts';
import { parameterIgnored } from './parameter-ignored.ts';
import { pathParameterOptional } from './path-parameter-optional.ts';
import { pathParameterUndeclared } from './path-parameter-undeclared.ts';
import { pathParameterUnused } from './path-parameter-unused.ts';
import { pathTemplateInvalid } from './path-template-invalid.ts';
import { patternInvalid } from './pattern-invalid.ts';
import { refSiblingConflict } from './ref-sibling-conflict.ts';
import { refSiblingsIgnored } from './ref-siblings-ignored.ts';
import { requiredPropertyUndeclared } from './required-property-undeclared.ts';
import { schemaDoesNotCompile } from './schema-does-not-compile.ts';
import { schemaInvalid } from './schema-invalid.ts';
import { schemaKeywordIdle } from './schema-keyword-idle.ts';
import { schemaKeywordMoved } from './schema-keyword-moved.ts';
import { schemaKeywordUnknown } from './schema-keyword-unknown.ts';
import { schemaNeverFits } from './schema-never-fits.ts';
import { schemaTypeMissing } from './schema-type-missing.ts';
import { securitySchemeUnknown } from './security-scheme-unknown.ts';
import { statusInvalid } from './status-invalid.ts';

/** Every check, in no particular order. */
export const LINT_CHECKS: readonly LintCheck[] = [
  bodyUnexpected,
  defaultMismatch,
  dialectMissing,
  duplicateOperationId,
  duplicateParameter,
  duplicatePath,
  enumMismatch,
  exampleMismatch,
  extensionInvalid,
  formatUnknown,
  mediaTypeInvalid,
  operationUnknown,
  parameterIgnored,
  pathParameterOptional,
  pathParameterUndeclared,
  pathParameterUnused,
  pathTemplateInvalid,
  patternInvalid,
  refSiblingConflict,
  refSiblingsIgnored,
  requiredPropertyUndeclared,
  schemaDoesNotCompile,
  schemaInvalid,
  schemaKeywordIdle,
  schemaKeywordMoved,
  schemaKeywordUnknown,
  schemaNeverFits,
  schemaTypeMissing,
  securitySchemeUnknown,
  statusInvalid,
];
