import { format, location, readable, reason, secrets } from './answer-text.ts';
import { answer, refusalBody } from './claims.ts';
import { created, ids, listed, refusal, successStatus } from './created.ts';
import { mail, noMail } from './mail.ts';
import type { PromiseJudge } from './scene.ts';
import { callers, counted, dryRun } from './state.ts';

/** The judges of promises, by what a promise is `about`. A promise about anything else is not judged. */
export const promiseJudges: Readonly<Record<string, PromiseJudge>> = {
  answer,
  callers,
  counted,
  created,
  'dry-run': dryRun,
  format,
  ids,
  listed,
  location,
  mail,
  'no-mail': noMail,
  readable,
  reason,
  refusal,
  'refusal-body': refusalBody,
  secrets,
  'success-status': successStatus,
};
