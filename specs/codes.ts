import type { Place } from './positions.ts';
import type { Problem } from './problem.ts';

/** What a code of a problem stands for: what it means, and in one sentence what to do about it. */
export type CodeMeaning = readonly [severity: Problem['severity'], means: string, advice: string];

/** Problems of a file before it is an OpenAPI document. */
const FILE_CODES = {
  'contract-unknown': ['error', 'A name is neither a built-in contract nor a file.', 'Take one of the known names.'],
  'file-missing': ['error', 'There is no such file.', 'Check the path.'],
  'file-unreadable': ['error', 'The file cannot be read.', 'Check the path and its permissions.'],
  'file-too-large': ['error', 'The file is larger than 20 MiB.', 'Split the document.'],
  'file-not-utf8': ['error', 'The file is not UTF-8 text.', 'Save it as UTF-8.'],
  'file-empty': ['error', 'The file holds nothing.', 'Write an OpenAPI document into it.'],
  'not-an-object': ['error', 'The root is no object.', 'Write an OpenAPI document into the file.'],
  'yaml-broken': [
    'error',
    'The text is neither YAML nor JSON, or says a key twice.',
    'Correct the text at this place.',
  ],
  'yaml-warning': [
    'warning',
    'The YAML parser had to guess, for instance at an unknown tag.',
    'Write it without the tag.',
  ],
  'yaml-not-json': ['error', 'YAML says what JSON cannot.', 'Use strings as keys and finite numbers as values.'],
  'yaml-alias': [
    'error',
    'An alias names a node that holds it, or aliases expand without end.',
    'Write the value out.',
  ],
  'document-too-deep': ['error', 'The text nests too deeply to be read.', 'Make it flatter.'],
  'version-unsupported': [
    'error',
    'The document is no OpenAPI 3.0 or 3.1 document.',
    'Convert it to OpenAPI 3.0.x or 3.1.x; the version is a string such as "3.1.0".',
  ],
} as const;

/** Problems of overlays and readings. */
const OVERLAY_CODES = {
  'overlay-invalid': ['error', 'An overlay file does not fit the Overlay Specification 1.0.0.', 'Correct the overlay.'],
  'overlay-cycle': ['error', 'Overlays extend each other in a circle.', 'Let the chain end at an OpenAPI document.'],
  'overlay-target-invalid': ['error', 'A target is no JSONPath.', 'Write a JSONPath as RFC 9535 has it.'],
  'overlay-target-unmatched': [
    'error',
    'A target matches nothing, so that the action changes nothing.',
    'Correct the target, or take the action away.',
  ],
  'overlay-target-scalar': [
    'error',
    'A target is neither an object nor an array, so that nothing can be merged into it.',
    'Target the object that holds it.',
  ],
  'overlay-update-mismatch': ['error', 'An update does not fit what it is merged into.', 'Merge objects into objects.'],
  'reading-ambiguity-unknown': ['error', 'A reading names no ambiguity of the contract.', 'Take one of the known ids.'],
  'reading-choice-unknown': ['error', 'A reading names no choice of the ambiguity.', 'Take one of the known choices.'],
} as const;

/** Problems of references. */
const REFERENCE_CODES = {
  'ref-unresolved': ['error', 'A reference leads nowhere.', 'Correct the reference, or add what it names.'],
  'ref-remote': [
    'error',
    'A reference leads to the network, which is never read.',
    'Download the file and refer to it by a relative path.',
  ],
  'ref-circle': ['error', 'References lead back to themselves without a value.', 'Let one of them hold the value.'],
  'ref-siblings-ignored': [
    'warning',
    'OpenAPI 3.0 ignores what stands beside a $ref.',
    'Move it to what the reference names, or use allOf.',
  ],
  'ref-sibling-conflict': [
    'error',
    'A keyword stands beside a $ref and in what it names: the two would have to hold together.',
    'Put both into an allOf.',
  ],
} as const;

/** Problems that make a document no OpenAPI document, or one that cannot mean what it says. */
const OPENAPI_CODES = {
  'openapi-invalid': [
    'error',
    'A part does not fit the OpenAPI Specification.',
    'Write it as the specification has it.',
  ],
  'duplicate-path': ['error', 'Two paths differ in the names of parameters only.', 'Merge the two path items.'],
  'duplicate-operation-id': ['error', 'Two operations have the same operationId.', 'Rename one of them.'],
  'duplicate-parameter': [
    'error',
    'Two parameters of an operation have the same place and name.',
    'Remove one of them.',
  ],
  'path-parameter-undeclared': [
    'error',
    'A path names a parameter that the operation does not declare.',
    'Declare it under parameters, with `in: path` and `required: true`.',
  ],
  'path-parameter-unused': [
    'error',
    'An operation declares a path parameter that its path does not name.',
    'Remove the parameter, or name it in the path.',
  ],
  'path-parameter-optional': ['error', 'A path parameter is not required.', 'Add `required: true`.'],
  'parameter-ignored': [
    'warning',
    'A header parameter named Accept, Content-Type or Authorization is ignored by OpenAPI.',
    'Describe it with content or with a security scheme.',
  ],
  'security-scheme-unknown': [
    'error',
    'A security requirement names no declared scheme.',
    'Declare it under components/securitySchemes.',
  ],
  'media-type-invalid': [
    'error',
    'A key of `content` is no media type.',
    'Write type/subtype, such as application/json.',
  ],
  'status-invalid': ['error', 'A key of `responses` is no status.', 'Write 200, 4XX or default.'],
  'body-unexpected': [
    'warning',
    'A GET or HEAD operation has a request body, which has no defined meaning.',
    'Use another method, or parameters.',
  ],
  'schema-invalid': ['error', 'A schema keyword has a value that it cannot have.', 'Correct the value.'],
  'schema-keyword-unknown': [
    'error',
    'A schema holds a word that is no keyword, so that nobody checks it.',
    'Correct the spelling, or begin it with x-.',
  ],
  'schema-keyword-moved': [
    'warning',
    'A schema holds a keyword of another version of OpenAPI.',
    'Write it as the version of this document has it.',
  ],
  'schema-does-not-compile': ['error', 'A schema cannot be turned into a validator.', 'Correct the schema.'],
  'schema-unchecked': [
    'warning',
    'Schemas refer to so many others that they cannot be compiled: examples and defaults are not checked.',
    'Make the chains of references shorter.',
  ],
  'schema-never-fits': [
    'error',
    'The keywords of a schema contradict each other: no value fits.',
    'Correct the bounds.',
  ],
  'pattern-invalid': ['error', 'A pattern is no regular expression under the u flag.', 'Correct the pattern.'],
  'format-unknown': ['warning', 'A format is not known and therefore not checked.', 'Use a known format or a pattern.'],
  'required-property-undeclared': [
    'warning',
    'A required property is not among the properties.',
    'Declare the property, or correct its name.',
  ],
  'example-mismatch': ['error', 'An example does not fit its schema.', 'Correct the example or the schema.'],
  'default-mismatch': ['error', 'A default does not fit its schema.', 'Correct the default or the schema.'],
  'schema-keyword-idle': [
    'warning',
    'A keyword constrains values of a type that its schema does not admit.',
    'Remove the keyword, or correct the type.',
  ],
  'schema-type-missing': [
    'warning',
    'A keyword constrains values of one type only, and its schema admits others, which pass unchecked.',
    'Add the type.',
  ],
  'path-template-invalid': [
    'error',
    'A path has no slash at its beginning, has unbalanced braces, or names a parameter twice.',
    'Correct the path.',
  ],
  'enum-mismatch': [
    'error',
    'A value of an enum does not fit the rest of its schema.',
    'Correct the value or the type.',
  ],
} as const;

/** Problems of the `x-` words of a contract. */
const EXTENSION_CODES = {
  'extension-invalid': [
    'error',
    'An x- word is unknown at its place, or does not have the shape that it must have.',
    'See docs/contract-language.md.',
  ],
  'dialect-missing': [
    'warning',
    'A contract does not name its JSON Schema dialect; some tools then read its schemas as draft-07.',
    'Add jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema.',
  ],
  'operation-unknown': [
    'error',
    'A word names an operation that does not exist.',
    'Take an operationId of the document.',
  ],
  'clause-id-duplicate': ['error', 'Two different clauses have the same id.', 'Rename one of them.'],
  'clause-unknown': ['error', 'A word names a clause that does not exist.', 'Take the id of a clause of the contract.'],
  'clause-answer-unknown': [
    'error',
    'An answer is not among the responses of its operation.',
    'Declare the response or its example.',
  ],
  'clause-source-missing': [
    'error',
    'A clause does not say where it comes from.',
    'Basis document needs source.lines, basis vendor needs source.page.',
  ],
  'clause-keyword-absent': [
    'error',
    'An x-clause is about a keyword that its schema does not have.',
    'Add the keyword, or take the clause away.',
  ],
  'clause-part-unknown': [
    'error',
    'A part of `required` is no required property.',
    'Take the name of a property that is required.',
  ],
  'clause-part-pattern-missing': ['error', 'A part of `pattern` has no pattern of its own.', 'Say its sub-language.'],
  'rule-unknown': ['error', 'A clause names a rule that does not exist.', 'Take the name of a folder in rules/.'],
  'rule-params-invalid': ['error', 'The parameters of a clause do not fit its rule.', 'See docs/contract-language.md.'],
  'ambiguity-id-duplicate': ['error', 'Two ambiguities have the same id.', 'Rename one of them.'],
  'ambiguity-default-unknown': [
    'error',
    'The default of an ambiguity is none of its choices.',
    'Name one of the choices.',
  ],
  'fact-undeclared': ['error', 'A word names a fact that is not declared.', 'Declare it under x-facts.'],
  'fact-initial-missing': ['error', 'A fact has no initial value.', 'Add it to x-initial.'],
  'fact-value-invalid': ['error', 'An initial value does not fit the schema of its fact.', 'Correct the value.'],
  'collection-unknown': ['error', 'A word names a collection that is not declared.', 'Declare it under x-collections.'],
  'persona-slot-unknown': [
    'error',
    'A persona has a value for a place that is no credential slot.',
    'Declare the slot under x-credentials.',
  ],
  'persona-value-invalid': ['error', 'A credential does not fit the schema of its slot.', 'Correct the credential.'],
  'expression-invalid': ['error', 'An expression is none that exists.', 'See docs/contract-language.md, "Templates".'],
  'source-document-unknown': [
    'error',
    'A source names a file that is not among the documents.',
    'Correct the file name.',
  ],
  'source-document-missing': ['error', 'A document of the contract cannot be read.', 'Provide the document.'],
  'source-document-changed': ['error', 'A document is not the one that the contract was derived from.', 'Compare it.'],
  'source-lines-invalid': ['error', 'A line range does not exist in its document.', 'Correct the lines.'],
  'source-lines-too-many': [
    'error',
    'A clause claims more than 3 lines.',
    'Split it; a list of values says `list: true`.',
  ],
  'source-lines-changed': ['error', 'Claimed lines have another hash.', 'Read the lines again, then copy the hash.'],
  'source-line-unclaimed': ['error', 'A line is neither claimed nor listed under notClaims.', 'Claim it or list it.'],
} as const;

type AllCodes = typeof FILE_CODES &
  typeof OVERLAY_CODES &
  typeof REFERENCE_CODES &
  typeof OPENAPI_CODES &
  typeof EXTENSION_CODES;

export type ProblemCode = keyof AllCodes;

/** Every code of a problem of a document. */
export const CODES: Readonly<Record<ProblemCode, CodeMeaning>> = {
  ...FILE_CODES,
  ...OVERLAY_CODES,
  ...REFERENCE_CODES,
  ...OPENAPI_CODES,
  ...EXTENSION_CODES,
};

/** A problem at a place; severity and advice come from the table unless the advice is given. */
export function newProblem(
  code: ProblemCode,
  place: Place,
  pointer: string,
  found: string,
  expected: string,
  advice?: string,
): Problem {
  const [severity, , usualAdvice] = CODES[code];
  return { code, severity, ...place, pointer, found, expected, advice: advice ?? usualAdvice };
}
