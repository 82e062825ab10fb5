import type { LintCheck } from './check.ts';
import { extensionInvalid } from './extension-invalid.ts';

/** Every check, in no particular order. */
export const LINT_CHECKS: readonly LintCheck[] = [extensionInvalid];
