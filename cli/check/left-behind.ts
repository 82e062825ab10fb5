import { type Journal, journalFile, openJournal } from '../../conformance/target/journal.ts';
import { type PendingUser, pendingUsers } from '../../conformance/target/pending-users.ts';
import { countText } from '../../reports/describe.ts';

/** The journal of a run, and what it knows. */
export interface UserJournal {
  readonly journal: Journal;
  /** Notes that all that was below these base URLs is gone. */
  readonly forget: (baseUrls: readonly string[]) => void;
  /** Where users of this run are left, and how to remove them; undefined when none is. */
  readonly leftText: () => string | undefined;
}

/** Opens the journal of a run in a file, behind what earlier runs wrote. */
export function openUserJournal(path: string, run: string, contract: string, now: () => number): UserJournal {
  const file = journalFile(path);
  const journal = openJournal(file, { run, contract, now });
  const own = (): PendingUser[] => pendingUsers(file.read()).filter((user) => user.run === run);
  return {
    journal,
    forget: (baseUrls) => {
      const gone = new Set(baseUrls);
      const byBaseUrl = new Map<string, string[]>();
      for (const { baseUrl, email } of own())
        if (gone.has(baseUrl)) byBaseUrl.set(baseUrl, [...(byBaseUrl.get(baseUrl) ?? []), email]);
      for (const [baseUrl, emails] of byBaseUrl) journal.removed({ baseUrl, emails });
    },
    leftText: () => {
      const left = own();
      if (left.length === 0) return undefined;
      const unsure = left.filter(({ isCertain }) => !isCertain).length;
      const perhaps = unsure === 0 ? '' : `, ${unsure} of them perhaps not`;
      return `${countText(left.length, 'user')} of this run ${left.length === 1 ? 'is' : 'are'} left on the target${perhaps}. To remove them: doublecheck cleanup --journal ${path}`;
    },
  };
}
