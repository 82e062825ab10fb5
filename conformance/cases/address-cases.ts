import { EMAIL_CASES } from '../../generators/emails/email-cases.ts';
import { judgeEmail } from '../../generators/emails/judge-email.ts';
import type { Case } from './case.ts';
import type { PlanContext } from './plan-context.ts';
import { aimsAt, valueCase, withMember } from './value-case.ts';

/** Every kind of address that ordinary people have, and every kind that is none by anybody's rules. */
export function addressCases(context: PlanContext): Case[] {
  const { emailAt, emailDomain } = context;
  if (emailAt === undefined) return [];
  const name = emailAt.slice(1);
  const isAsked = ({ class: kind, make }: (typeof EMAIL_CASES)[number]): boolean =>
    kind === 'must-accept' || (kind === 'must-reject' && judgeEmail(make('someone', emailDomain)).undisputed);
  const empty = valueCase(context, 'address/empty', 'an empty address', aimsAt(name, 'format', context), (fresh) =>
    withMember(name, '', context, fresh),
  );
  const kinds = EMAIL_CASES.filter(isAsked).map(({ id, says, make }) =>
    valueCase(context, `address/${id}`, says, aimsAt(name, 'format', context), (fresh) => {
      const [local = ''] = fresh.email().split('@');
      return withMember(name, make(local, emailDomain), context, fresh);
    }),
  );
  return [empty, ...kinds];
}

/** Addresses that look alike and are those of two people. */
const ALIKE: readonly (readonly [id: string, first: (local: string) => string, second: (local: string) => string])[] = [
  ['plus', (local) => local, (local) => `${local}+tag`],
  ['dots', (local) => `ab${local}`, (local) => `a.b${local}`],
  ['hyphens', (local) => `ab${local}`, (local) => `a-b${local}`],
  ['their end', (local) => `a-rather-long-name-1${local}`, (local) => `a-rather-long-name-2${local}`],
];

/** Two creates for every pair of addresses that look alike: both must succeed. */
export function alikeCases(context: PlanContext): Case[] {
  const { emailAt, emailDomain, good, persona } = context;
  if (emailAt === undefined) return [];
  return ALIKE.map(([id, first, second]): Case => {
    const note = `addresses that differ by ${id} only`;
    return {
      ...valueCase(context, `alike/${id}`, note, [], (fresh) => good.draft(persona, fresh.email())),
      make: (fresh) => {
        const [local = ''] = fresh.email().split('@');
        const steps = [first, second].map((make) => ({
          note,
          draft: good.draft(persona, `${make(local)}@${emailDomain}`),
        }));
        return { steps };
      },
    };
  });
}
