/**
 * The legal alternatives of this server. Each one is an answer that the vendor's pages leave open; a fair check accepts
 * the server with any of them switched on. `upTo` names the last profile at which the variant is still legal (absent:
 * legal at every profile). `excludes` lists the variants that cannot be switched on together with it.
 */
export const VARIANTS = [
  // Statuses.
  { name: 'created-200', says: 'A created user is answered with 200 instead of 201.' },
  { name: 'invalid-400', says: 'Invalid fields are answered with 400.', excludes: ['invalid-403', 'invalid-200'] },
  { name: 'invalid-403', says: 'Invalid fields are answered with 403.', excludes: ['invalid-400', 'invalid-200'] },
  {
    name: 'invalid-200',
    says: 'Invalid fields are answered with 200 and success: false.',
    excludes: ['invalid-400', 'invalid-403', 'failure-problem', 'failure-bare', 'failure-array'],
  },
  { name: 'unauthorized-403', says: 'A missing or unknown token is answered with 403.' },
  { name: 'duplicate-400', says: 'A taken e-mail is answered with 400.', excludes: ['duplicate-422'] },
  { name: 'duplicate-422', says: 'A taken e-mail is answered with 422.', excludes: ['duplicate-400'] },
  { name: 'unknown-instance-404', says: 'An unknown syncariId is 404.', excludes: ['unknown-instance-ignored'] },

  // How a request may look.
  { name: 'bare-tokens', says: 'Authorization holds the token alone, as in the sample of the page.' },
  { name: 'request-id-required', says: 'A call without clientRequestId, or with an empty one, is refused.' },
  { name: 'unknown-instance-ignored', says: 'An unknown syncariId means the default instance.', upTo: 'vendor' },
  { name: 'unknown-key-accepted', says: 'userRoles may name instances that do not exist.' },
  { name: 'unknown-role-refused', says: 'userRoles may only name roles that exist.' },
  { name: 'empty-roles-accepted', says: 'userRoles may be {}.' },
  { name: 'empty-role-list-refused', says: 'A list of roles must not be empty.' },
  { name: 'coerced-booleans', says: 'isApiUser may be "true", "false", 1 or 0.' },
  { name: 'any-email', says: 'Any text is taken for an e-mail address.' },
  { name: 'blank-names-accepted', says: 'A name of nothing but blanks is a name.' },
  { name: 'lower-case-emails', says: 'E-mail addresses are stored in lower case.' },
  { name: 'trimmed-emails', says: 'Blanks around an e-mail address are dropped.' },
  { name: 'validation-first', says: 'The body is judged before the token and the instance.' },
  {
    name: 'replay',
    says: 'A clientRequestId that made a user gets the first answer again, whatever the body.',
    excludes: ['replay-same-body', 'reuse-refused'],
  },
  {
    name: 'replay-same-body',
    says: 'The same clientRequestId with the same body gets the first answer again.',
    excludes: ['replay', 'reuse-refused'],
  },
  {
    name: 'reuse-refused',
    says: 'A clientRequestId that made a user is refused with 409.',
    excludes: ['replay', 'replay-same-body'],
  },
  { name: 'people-duplicates-accepted', says: 'People (not API users) may share an e-mail address.' },
  { name: 'api-duplicates-accepted', says: 'All users may share an e-mail address.', upTo: 'document' },

  // The record.
  { name: 'echo-is-api-user', says: 'The result has isApiUser beside apiUser.' },
  { name: 'person-keys-absent', says: 'People have no clientId and clientSecret.', excludes: ['person-keys-issued'] },
  {
    name: 'person-keys-issued',
    says: 'People get a clientId and a clientSecret too.',
    upTo: 'vendor',
    excludes: ['person-keys-absent'],
  },
  { name: 'person-active', says: 'The status of people is ACTIVE.', excludes: ['person-invited'] },
  { name: 'person-invited', says: 'The status of people is invited.', excludes: ['person-active'] },
  { name: 'roles-as-sent', says: 'userRoles keep the order in which they were sent.', excludes: ['roles-reversed'] },
  { name: 'roles-reversed', says: 'userRoles come in reverse order.', excludes: ['roles-as-sent'] },
  { name: 'uuid-ids', says: 'Ids are UUIDs.', upTo: 'vendor', excludes: ['numeric-ids'] },
  { name: 'numeric-ids', says: 'Ids are strings of digits.', upTo: 'vendor', excludes: ['uuid-ids'] },
  { name: 'updated-later', says: 'updatedAt is some milliseconds after createdAt.' },
  { name: 'times-z', says: 'Timestamps end in Z.', excludes: ['times-offset'] },
  { name: 'times-offset', says: 'Timestamps have the offset +05:30.', excludes: ['times-z'] },
  { name: 'times-micros', says: 'Timestamps have 6 digits.', excludes: ['times-seconds', 'times-nanos'] },
  { name: 'times-seconds', says: 'Timestamps have no fraction.', excludes: ['times-micros', 'times-nanos'] },
  { name: 'times-nanos', says: 'Timestamps have 9 digits.', excludes: ['times-micros', 'times-seconds'] },

  // The envelope.
  { name: 'request-ids-digits', says: 'requestId is ten digits.', excludes: ['request-ids-uuid', 'request-ids-odd'] },
  { name: 'request-ids-uuid', says: 'requestId is a UUID.', excludes: ['request-ids-digits', 'request-ids-odd'] },
  {
    name: 'request-ids-odd',
    says: 'requestId has blanks, symbols and letters beyond ASCII.',
    excludes: ['request-ids-digits', 'request-ids-uuid'],
  },
  {
    name: 'failure-problem',
    says: 'Refusals are application/problem+json.',
    excludes: ['failure-bare', 'failure-array', 'invalid-200'],
  },
  {
    name: 'failure-bare',
    says: 'Refusals are {"message"}.',
    excludes: ['failure-problem', 'failure-array', 'invalid-200'],
  },
  {
    name: 'failure-array',
    says: 'Refusals are a JSON list of texts.',
    excludes: ['failure-problem', 'failure-bare', 'invalid-200'],
  },
  { name: 'extra-fields', says: 'Envelope and result have fields that no page names, nested ones and nulls too.' },
  { name: 'messages-other', says: 'Messages are other texts, not in ASCII.' },
  { name: 'members-reversed', says: 'Members of JSON objects come in reverse order.' },

  // Transport.
  { name: 'json-pretty', says: 'JSON is indented.' },
  { name: 'media-type-plain', says: 'The media type is application/json without a charset.' },
  { name: 'header-case', says: 'Header names are in upper case (over a socket).' },
  { name: 'extra-headers', says: 'Answers carry cookies, a challenge, cache and server headers.' },
  { name: 'chunked', says: 'Answers are sent in chunks, without Content-Length.' },
];

/**
 * Returns the variants that are on, as a set of names.
 * @throws Error when a name is unknown or two variants exclude each other
 */
export function chooseVariants(names = []) {
  const chosen = new Set(names);
  for (const name of chosen) {
    const variant = VARIANTS.find((one) => one.name === name);
    if (variant === undefined) {
      throw new Error(`unknown variant "${name}"; known are ${VARIANTS.map((one) => one.name).join(', ')}`);
    }
    const rival = variant.excludes?.find((other) => chosen.has(other));
    if (rival !== undefined) throw new Error(`the variants "${name}" and "${rival}" exclude each other`);
  }
  return chosen;
}
