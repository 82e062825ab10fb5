import type { Profile } from '../../conformance/report/report.ts';
import type { ReporterName } from '../../reports/write-reports.ts';

/** Where the implementation under test is, and who may call it. */
export interface TargetOptions {
  readonly target?: string;
  /** Path of a target file. */
  readonly config?: string;
  /** `NAME=env:VAR`. */
  readonly persona: readonly string[];
  readonly timeoutMs: number;
  /** Path of a PEM file. */
  readonly ca?: string;
  /** False: our own mock is treated as any other server. */
  readonly detect: boolean;
}

/** Options of `doublecheck check`. */
export interface CheckCommandOptions extends TargetOptions {
  readonly profile: Profile;
  /** Random when absent. */
  readonly seed?: number;
  /** Tag of the run; a fresh one when absent. */
  readonly run?: string;
  readonly only: readonly string[];
  /** 0 is without limit. */
  readonly maxRequests?: number;
  /** Seconds; 0 is without limit. */
  readonly maxTime?: number;
  readonly plan: boolean;
  readonly out: string;
  readonly reporter: readonly ReporterName[];
  readonly yesCreateUsers?: number;
  readonly allowInconclusive: boolean;
}
