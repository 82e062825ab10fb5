/**
 * The legal alternatives of this server. Each one is an answer that the vendor's pages leave open; a fair check accepts
 * the server with any of them switched on. `upTo` names the last profile at which the variant is still legal (absent:
 * legal at every profile). `excludes` lists the variants that cannot be switched on together with it.
 */
export const VARIANTS = [
  // How a request may look.
  { name: 'json-wrapped', says: 'JSON is accepted as {"User": {…}} only.', excludes: ['json-either'] },
  { name: 'json-either', says: 'JSON is accepted flat and as {"User": {…}}.', excludes: ['json-wrapped'] },
  { name: 'sniff-json', says: 'Without Content-Type a body that starts with { is read as JSON.', upTo: 'vendor' },
  { name: 'literal-contenttype', says: 'Without Content-Type a header spelled ContentType names the format.' },
  { name: 'text-types-refused', says: 'text/xml and text/json are refused with 415.' },
  { name: 'order-required', says: 'XML elements out of order are an error.', excludes: ['order-dropped'] },
  { name: 'order-dropped', says: 'XML elements out of order are silently dropped.', excludes: ['order-required'] },
  { name: 'numeric-strings', says: 'A CompanyId given as a JSON string of digits is accepted.' },
  { name: 'folders-strings', says: 'Folders and Groups are lists of strings in JSON.', excludes: ['folders-objects'] },
  { name: 'folders-objects', says: 'Folders and Groups are lists of {"Id"} in JSON.', excludes: ['folders-strings'] },
  { name: 'unknown-folder-ignored', says: 'Folders and groups that do not exist are left out instead of refused.' },
  { name: 'role-ignored', says: 'An unknown WebsiteRole is ignored.' },
  { name: 'status-refused', says: 'A Status other than Active, Invited or Inactive in a request is refused.' },
  { name: 'email-checked', says: 'An Email without a local part, an @ and a domain is refused.' },
  { name: 'blanks-accepted', says: 'A name of nothing but blanks is a name.' },
  { name: 'credentials-first', says: 'The credentials are judged before the other fields.' },

  // What is made.
  { name: 'honour-id', says: 'A free, non-zero Id of the client is kept.' },
  {
    name: 'duplicates-refused',
    says: 'A taken Email is refused with 400, whatever its case.',
    excludes: ['duplicates-409'],
  },
  {
    name: 'duplicates-409',
    says: 'A taken Email or ExternalId is refused with 409.',
    excludes: ['duplicates-refused', 'errors-200'],
  },
  { name: 'external-ids-unique', says: 'A taken ExternalId is refused.' },

  // Statuses.
  { name: 'status-201', says: 'A created user is answered with 201.', upTo: 'document' },
  {
    name: 'errors-200',
    says: 'Refusals are 200 with a non-empty ErrorCode.',
    upTo: 'document',
    excludes: ['errors-422', 'no-error-code', 'duplicates-409', 'key-400', 'key-401'],
  },
  { name: 'errors-422', says: 'Invalid parameters are answered with 422.', upTo: 'document', excludes: ['errors-200'] },
  {
    name: 'key-400',
    says: 'A wrong key is answered with 400.',
    excludes: ['key-401', 'key-200', 'errors-200'],
  },
  {
    name: 'key-401',
    says: 'A wrong key is answered with 401.',
    excludes: ['key-400', 'key-200', 'errors-200'],
  },
  {
    name: 'key-200',
    says: 'A wrong key is answered with 200 and an ErrorCode.',
    excludes: ['key-400', 'key-401', 'no-error-code'],
  },

  // The format of answers.
  {
    name: 'answers-json',
    says: 'Without ?format the answer is JSON.',
    excludes: ['answers-follow-request', 'answers-follow-accept'],
  },
  {
    name: 'answers-follow-request',
    says: 'Without ?format the answer has the format of the request.',
    excludes: ['answers-json', 'answers-follow-accept'],
  },
  {
    name: 'answers-follow-accept',
    says: 'Without ?format the answer follows Accept, else the request.',
    excludes: ['answers-json', 'answers-follow-request'],
  },
  { name: 'guid-n', says: 'Ids are 32 digits without hyphens.' },
  { name: 'guid-upper', says: 'Ids are in upper case.' },
  { name: 'ns-instance', says: 'XML answers declare the schema instance namespace.' },
  { name: 'ns-default', says: 'XML answers have a default namespace.', excludes: ['ns-prefixed'] },
  { name: 'ns-prefixed', says: 'XML answers use a prefix on every element.', excludes: ['ns-default'] },
  { name: 'xml-declaration', says: 'XML answers start with a declaration.' },
  { name: 'xml-bom', says: 'XML answers start with a byte order mark.' },
  { name: 'xml-cdata', says: 'Text in XML answers travels in CDATA sections.' },
  { name: 'xml-pretty', says: 'XML answers are indented and carry comments.' },
  { name: 'json-pretty', says: 'JSON answers are indented.' },
  { name: 'text-xml-answers', says: 'XML answers are labelled text/xml; charset=utf-8.' },

  // The content of answers.
  { name: 'user-first', says: 'User comes before ResponseStatus.' },
  {
    name: 'response-status-absent',
    says: 'A success has no ResponseStatus.',
    excludes: ['response-status-null', 'response-status-blank'],
  },
  {
    name: 'response-status-null',
    says: 'ResponseStatus of a success is null.',
    excludes: ['response-status-absent', 'response-status-blank'],
  },
  {
    name: 'response-status-blank',
    says: 'ResponseStatus of a success has empty fields.',
    excludes: ['response-status-absent', 'response-status-null'],
  },
  {
    name: 'failure-user-absent',
    says: 'A failure has no User.',
    excludes: ['failure-user-empty', 'failure-user-zero'],
  },
  {
    name: 'failure-user-empty',
    says: 'User of a failure is empty.',
    excludes: ['failure-user-absent', 'failure-user-zero'],
  },
  {
    name: 'failure-user-zero',
    says: 'User of a failure has an Id of zeros and no Status.',
    excludes: ['failure-user-absent', 'failure-user-empty'],
  },
  { name: 'errors-absent', says: 'ResponseStatus never lists Errors.', excludes: ['errors-empty'] },
  { name: 'errors-empty', says: 'The list of Errors is always empty.', excludes: ['errors-absent'] },
  {
    name: 'no-error-code',
    says: 'A refusal has a Message but no ErrorCode.',
    upTo: 'vendor',
    excludes: ['errors-200', 'key-200'],
  },
  {
    name: 'extra-null-fields',
    says: 'The created User shows its other fields as null.',
    excludes: ['extra-empty-fields', 'extra-default-fields'],
  },
  {
    name: 'extra-empty-fields',
    says: 'The created User shows its other fields as empty.',
    excludes: ['extra-null-fields', 'extra-default-fields'],
  },
  {
    name: 'extra-default-fields',
    says: 'The created User shows its other fields with default values.',
    excludes: ['extra-null-fields', 'extra-empty-fields'],
  },
  { name: 'extra-response-fields', says: 'Answers have fields beside User and ResponseStatus that no page names.' },
  { name: 'messages-other', says: 'Messages and error codes are other texts, not in ASCII.' },

  // Transport.
  { name: 'header-case', says: 'Header names are in upper case (over a socket).' },
  { name: 'extra-headers', says: 'Answers carry cookies, cache and server headers.' },
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
