import type { AnswerTemplate, BodyMediaType, Condition, Effect, Fold, Negotiation } from './behaviour.ts';
import type { Json, JsonObject } from './json.ts';
import type { Problem } from './problem.ts';

/**
 * The model of a contract: one OpenAPI document with its `x-` words, dereferenced, checked and indexed.
 * Every interface here mirrors words that are explained in `docs/contract-language.md`.
 */
export interface Contract {
  /** Folder name of a built-in contract, or what the document names itself. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Path of the file that was read. */
  readonly file: string;
  /** sha256 (hex) of the document's bytes. */
  readonly sha256: string;
  /** The dereferenced document, after the active readings. */
  readonly document: JsonObject;
  /** What is wrong with the document and was let pass; see `loadContract`. */
  readonly problems: readonly Problem[];
  readonly sources: readonly SourceDocument[];
  readonly premises: readonly Premise[];
  readonly facts: Readonly<Record<string, FactDeclaration>>;
  readonly initial: Readonly<Record<string, Json>>;
  readonly collections: Readonly<Record<string, Collection>>;
  readonly credentials: readonly CredentialSlot[];
  /** Declared personas; `anonymous` and `stranger` are derived from the credential slots. */
  readonly personas: readonly Persona[];
  readonly messages: Readonly<Record<string, string>>;
  readonly ambiguities: readonly Ambiguity[];
  /** The choice in force of each ambiguity. */
  readonly readings: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
  /** Every clause of every operation, each id once, in order of precedence. */
  readonly clauses: readonly Clause[];
}

export type Level = 'must' | 'should' | 'may';
export type Basis = 'document' | 'vendor' | 'assumed';

/** A vendor page that the contract is derived from. Lines are counted from 1. */
export interface SourceDocument {
  readonly file: string;
  readonly sha256: string;
  /** Lines that carry no clause, each with the reason. */
  readonly notClaims: readonly { readonly lines: LineRange; readonly why: string; readonly note?: string }[];
}

/** First and last line, both included, counted from 1. */
export type LineRange = readonly [number, number];

/** Where a clause comes from: lines of a document, or another public page of the vendor. */
export interface Source {
  readonly file?: string;
  readonly lines?: LineRange;
  /** sha256 (hex) of the lines' bytes joined by LF, without a final one. */
  readonly sha256?: string;
  /** The lines are a list of values, which may be longer than three lines. */
  readonly list?: boolean;
  readonly page?: string;
}

export interface Premise {
  readonly id: string;
  readonly says: string;
  readonly basis: Basis;
}

export interface FactDeclaration {
  readonly says: string;
  /** True for what a judge takes to be as in `x-initial` unless the target says otherwise. */
  readonly premise?: boolean;
  readonly schema: JsonObject;
}

/** What the world of the mock keeps, and how a stored record comes to be. */
export interface Collection {
  readonly name: string;
  /** JSON pointer of the record's own id. */
  readonly id: string;
  /** JSON pointer of the e-mail address, by which `observe` finds users. */
  readonly email: string;
  /** Template of a stored record; `$item` is what was sent (or given). */
  readonly record: Json;
}

/** A place in the request that carries a credential. */
export interface CredentialSlot {
  readonly in: 'header' | 'query' | 'body';
  readonly name: string;
  readonly secret: boolean;
  readonly schema: JsonObject;
  /** A well-formed value that belongs to nobody; the persona `stranger` sends it. */
  readonly stranger?: Json;
  /** Operations that have the slot; all when absent. */
  readonly operations?: readonly string[];
}

/** Credential values of a caller, by place: the shape of the target file. */
export interface CredentialValues {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, Json>>;
}

export interface Persona extends CredentialValues {
  readonly name: string;
  readonly says: string;
  /** What the rules may ask about the caller, such as `active` and `role`. */
  readonly attributes: JsonObject;
}

/** A status (`200`), a class of them (`4XX`), or `not-2XX`; with conditions on the body where it matters. */
export interface AcceptedOutcome {
  readonly status: number | string;
  readonly body?: Json;
}

/** One promise of the vendor. */
export interface Clause {
  /** `<contract>/<name>`; never changes. */
  readonly id: string;
  /** `built-in`: a promise of every server, which no page needs to make. */
  readonly kind: 'rule' | 'keyword' | 'built-in';
  readonly says: string;
  readonly level: Level;
  readonly basis: Basis;
  readonly source?: Source;
  readonly accept?: readonly AcceptedOutcome[];
  /** Text of the violation, a template; else the contract's message for the keyword, else the rule's own. */
  readonly message?: string;
  readonly operation: string;
}

/** A clause of a rule, from `x-clauses`. */
export interface RuleClause extends Clause {
  readonly kind: 'rule';
  readonly rule: string;
  readonly each: 'request' | 'item';
  readonly when: readonly Condition[];
  readonly params: JsonObject;
  /** True when the answer also reports what later collecting clauses with the same answer find. */
  readonly collect: boolean;
  /** True for a clause that is switched off, by a reading for example: the mock does not judge it. */
  readonly off: boolean;
  readonly answer?: AnswerTemplate;
}

/** A schema constraint as a clause. */
export interface KeywordClause extends Clause {
  readonly kind: 'keyword';
  readonly keyword: string;
  /** Which message the schema belongs to. */
  readonly where: 'body' | 'query' | 'header' | 'path' | 'response';
  /** Status of the response, when `where` is `response`. */
  readonly status?: string;
  /** Path of the property that is constrained, `[]` standing for any item. */
  readonly path: readonly string[];
  /** JSON pointer of the keyword inside the schema, as Ajv reports it without its leading `#`. */
  readonly schemaPath: string;
  /** Name of the part, for a keyword that is split: a required property, a conjunct of a pattern. */
  readonly part?: string;
  /** Sub-language of the part of a pattern. */
  readonly pattern?: string;
  /** Id of another clause that already says the same; violations are reported there only. */
  readonly sameAs?: string;
  /** `case`: a judge takes values that differ from a listed one in letter case only as grey. */
  readonly fold?: Fold;
  /** Value of the keyword. */
  readonly value: Json;
}

export interface Parameter {
  readonly in: 'query' | 'header' | 'path';
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
}

export interface MediaType {
  readonly schema: JsonObject | undefined;
  readonly examples: Readonly<Record<string, Json>>;
  /** Name of the one member that may wrap the value (`{"User": {…}}`), from `x-unwrap`. */
  readonly unwrap?: string;
  /** True when one object is taken as a list of it, from `x-wrap`. */
  readonly wrap?: true;
}

/** The body that an operation takes. */
export interface RequestBody {
  readonly required: boolean;
  /** By media type or range, lower case. */
  readonly content: Readonly<Record<string, MediaType>>;
  /** Which of them a body has. */
  readonly mediaType: BodyMediaType;
}

export interface ResponseDeclaration {
  readonly status: string;
  readonly description: string;
  readonly content: Readonly<Record<string, MediaType>>;
  readonly headers: Readonly<Record<string, JsonObject>>;
}

export interface Operation {
  readonly id: string;
  /** Lower case. */
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** True for the call that the contract is about. */
  readonly isPrimary: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
  /** Rule clauses in order of precedence. */
  readonly clauses: readonly RuleClause[];
  readonly keywordClauses: readonly KeywordClause[];
  readonly effect: Effect | undefined;
  /** Answers to a request that breaks nothing; the first whose `when` holds is sent. */
  readonly answers: readonly AnswerTemplate[];
  readonly negotiation: Negotiation | undefined;
}

/** A point that the vendor's pages leave open or contradict. */
export interface Ambiguity {
  readonly id: string;
  readonly question: string;
  /** What holds whatever the reading. */
  readonly must: readonly string[];
  /** Full ids of the clauses that it touches. */
  readonly clauses: readonly string[];
  /** The choice that the mock takes unless told otherwise. */
  readonly default: string;
  readonly choices: Readonly<Record<string, Choice>>;
}

/** One reading: what a judge accepts under it, and the overlay that makes the contract behave so. */
export interface Choice {
  readonly says: string;
  readonly accept: readonly AcceptedOutcome[];
  readonly actions: readonly OverlayAction[];
}

/** One action of the OpenAPI Overlay Specification 1.0.0 (section 4.4.3): JSONPath target, then merge or removal. */
export interface OverlayAction {
  readonly target: string;
  readonly update?: Json;
  readonly remove?: boolean;
}
