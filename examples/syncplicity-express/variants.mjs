/**
 * The vendor's page leaves points open. This server decides each of them, and every entry here is another decision that
 * is just as legal. `excludes` names those that cannot be chosen together with it, `profiles` the profiles of a run
 * under which it is legal (all three, unless it departs from a recommendation or from another page of the vendor).
 */
const everywhere = ['document', 'vendor', 'strict'];
const variant = (name, says, profiles = everywhere) => ({ name, says, profiles });

/** Variants of which at most one can be chosen. */
const choices = [
  // S-A1 (the default refuses the whole batch)
  [
    variant('mixed-subset', 'A batch with good and bad users answers 200 with those it created.'),
    variant('mixed-error', 'A batch with good and bad users creates the good ones, but answers with the error alone.'),
    variant(
      'mixed-error-list',
      'A batch with good and bad users answers with the error status and lists those created.',
    ),
  ],
  // S-A2 (the default: 401, 400, 403, 402)
  [
    variant('order-role-first', 'The caller is judged before the users: 401, 403, 400, 402.'),
    variant('order-seats-first', 'Seats are counted before anything about the users is judged: 401, 402, 403, 400.'),
    variant('order-auth-last', 'The users are judged before the caller: 400, 402, 403, 401.'),
  ],
  // S-A6 (the default: dot-atoms with letters of any script, a domain of at least two labels, at most 254 characters)
  [
    variant('emails-lenient', 'Any e-mail address with something on both sides of an @ and no blanks is taken.'),
    variant(
      'emails-strict',
      'E-mail addresses are ASCII, with at most 64 + 1 + 189 characters and a domain of letters.',
    ),
  ],
  // S-A10 (the default ignores letter case)
  [
    variant('email-case-sensitive', 'E-mail addresses that differ in letter case are different.'),
    variant('email-domain-folded', 'Letter case counts before the @ of an e-mail address, but not after it.'),
    variant('emails-lowercased', 'E-mail addresses are kept and answered in lower case.'),
  ],
  // S-A9 (the default answers an empty list)
  [
    variant('simulate-lists', 'A dry run answers the users that it would create.'),
    variant('simulate-null', 'A dry run answers null.'),
  ],
  // S-A11 (the default: 400)
  [
    variant('large-batch-ok', 'More than 100 users in one call are accepted.'),
    variant('large-batch-413', 'More than 100 users in one call are refused with 413.'),
  ],
  // S-A12 (the default honours every modifier of a list and ignores what it does not know)
  [
    variant('modifier-strict', 'An unknown, repeated or combined modifier is refused with 400.'),
    variant('modifier-last-wins', 'Of several modifiers only the last one counts.'),
  ],
  // S-A13 (the default: 400)
  [
    variant('appkey-401', 'A call without AppKey is refused with 401.'),
    variant('appkey-403', 'A call without AppKey is refused with 403.'),
  ],
  // S-A14 (the default names the error in the reason phrase and in the body)
  [
    variant('reason-only', 'Errors are named in the reason phrase; the body is empty.'),
    variant('body-only', 'Errors are named in the body; the reason phrase is the usual one of the status.'),
    variant('status-only', 'Errors are told by the status alone.', ['document', 'vendor']),
    variant('fault-list', 'The body lists the faults of all users of the batch; the status is that of the first one.'),
    variant('error-text', 'The body of an error is plain text.'),
  ],
];

/** Variants that go with any other. */
const free = [
  variant('seats-whole-batch', 'A batch that is larger than the free seats creates nobody (S-A8).'),
  variant('simulate-ignores-seats', 'A dry run does not look at the seats (S-A8).'),
  variant('last-fault', 'Of several faulty users the last one decides the answer (S-A2).'),
  variant('order-email-first', 'Of several faults of one user the e-mail address is named first (S-A2).'),
  variant('order-state-first', 'What depends on other users is judged before what is missing (S-A2).'),
  variant('both-names', 'First and last name are both needed (S-A3).'),
  variant('type-7-strict', 'AccountType 7 asks for names and password like any other (S-A4).'),
  variant('blanks-are-values', 'A name or password of blanks alone counts as set (S-A5).'),
  variant(
    'duplicates-first-wins',
    'Of equal e-mail addresses in one batch the first is created, the rest passed over (S-A10).',
  ),
  variant('empty-list-ok', 'An empty list answers 200 with an empty list (S-A11).'),
  variant('object-refused', 'A single user outside of a list is refused with 400 (S-A11).'),
  variant('modifier-any-case', 'Letter case of the modifier is ignored (S-A12).'),
  variant('basic-auth', 'Callers use HTTP Basic in place of a bearer token (S-A16); target.yaml does not fit then.'),
  variant('unknown-role-400', 'An unknown role is refused with 400 rather than ignored (S-A18).'),
  variant('support-roles-are-admin', 'Roles 5 and 6 count as administrators as well (S-A18).'),
  variant('restricted-subdomains', 'Subdomains of a restricted domain are restricted too (S-A7).'),
  variant('extra-fields', 'Answers carry fields that nobody asked for.'),
  variant('terse-users', 'The answer of a create holds only Id and EmailAddress of each user.'),
  variant('reversed-lists', 'Users are listed in reverse order.'),
  variant('iso-dates', 'Dates are written as RFC 3339 in place of /Date(ms)/.'),
  variant('other-texts', 'Descriptions of errors are worded differently; the codes stay.'),
  variant('lower-case-headers', 'Header names are written in lower case.'),
  variant('chunked', 'Bodies are sent in chunks, without Content-Length.'),
  variant('connection-close', 'The connection is closed after every answer.'),
  variant('strict-slash', 'Paths without the final slash of the page are unknown.'),
  variant('delete-204', 'Deleting a user answers 204.'),
];

const chosenOf = (group) =>
  group.map((entry) => ({ ...entry, excludes: group.filter((other) => other !== entry).map(({ name }) => name) }));

/** Every variant: its name, one line of meaning, what it excludes and the profiles under which it is legal. */
export const VARIANTS = [...choices.flatMap(chosenOf), ...free.map((entry) => ({ ...entry, excludes: [] }))];

/** The set of the named variants; throws on a name that is unknown and on two that exclude each other. */
export function chooseVariants(names = []) {
  const known = new Map(VARIANTS.map((entry) => [entry.name, entry]));
  for (const name of names) {
    if (!known.has(name)) throw new Error(`variant "${name}" is unknown; known are ${[...known.keys()].join(', ')}`);
    const other = known.get(name).excludes.find((excluded) => names.includes(excluded));
    if (other !== undefined) throw new Error(`variants "${name}" and "${other}" exclude each other`);
  }
  return new Set(names);
}
