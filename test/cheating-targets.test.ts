import { describe, expect, test } from 'vitest';
import { checkReport } from '../reports/check-report.ts';
import { builtInIds } from '../specs/catalog.ts';
import { loadContract } from '../specs/load-contract.ts';
import { answeringCheats } from './cheat-answers.ts';
import { hookCheats } from './cheat-hooks.ts';
import { socketCheats } from './cheat-sockets.ts';
import { runCheat } from './cheaters.ts';

/** Most that the run of a cheat may take, in milliseconds; a hang would take for ever. */
const PROMPT_MS = 30_000;

/** Cheats that are found out again and again: their reports are full. */
const FULL =
  /^(always 200 with hostile JSON|always the first success|an echo|a status by chance|30 right answers, then a reset)/;

describe.each(builtInIds)('%s', async (id) => {
  const contract = await loadContract(id);
  const cheats = [...answeringCheats(), ...socketCheats(), ...hookCheats()];

  test.each(cheats.filter(({ isAbout }) => isAbout?.(contract) ?? true))(
    'gives no pass to: $name (because $because)',
    { timeout: PROMPT_MS },
    async (cheat) => {
      const { report, code } = await runCheat(cheat, contract);
      expect(report.summary.verdict, report.summary.why).not.toBe('conformant');
      expect(cheat.codes, report.summary.why).toContain(code);
      expect(checkReport(report)).toEqual([]);
    },
  );

  test.each(cheats.filter(({ name }) => FULL.test(name)))(
    'finds more than one thing about: $name',
    { timeout: PROMPT_MS },
    async (cheat) => {
      const { report, code } = await runCheat(cheat, contract, 200);
      expect(cheat.codes, report.summary.why).toContain(code);
      expect(checkReport(report)).toEqual([]);
      expect(report.summary.why).not.toContain('undefined');
    },
  );
});
