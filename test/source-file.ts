import { type Node, parseSync, type Span, visitorKeys } from 'oxc-parser';

/** What the architecture checks ask about one TypeScript file. */
export interface SourceFile {
  /** Relative to the checkout, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly functions: readonly FunctionSpan[];
  readonly ambientUses: readonly AmbientUse[];
  /** Exported functions, classes and values that have no docstring. */
  readonly undocumented: readonly { readonly name: string; readonly line: number }[];
}

export interface Import {
  /** The module's name as written; undefined when it is computed at run time. */
  readonly specifier: string | undefined;
  readonly line: number;
  readonly isTypeOnly: boolean;
}

interface FunctionSpan {
  readonly line: number;
  readonly lineCount: number;
}

/** A use of something that makes a run depend on more than its arguments: clock, random numbers, console. */
interface AmbientUse {
  readonly name: string;
  readonly line: number;
}

/**
 * The facts about one file, from its syntax tree.
 * @throws Error when the text does not parse.
 */
export function sourceFile(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path} does not parse: ${errors[0].message}`);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const docstringEnds = comments
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .map(({ end }) => end);
  const found = { imports: [] as Import[], functions: [] as FunctionSpan[], ambientUses: [] as AmbientUse[] };
  eachNode(program, (node) => {
    const line = lineOf(node.start);
    const imported = importOf(node);
    if (imported !== undefined) found.imports.push({ ...imported, line });
    if (isFunction(node)) found.functions.push({ line, lineCount: lineOf(node.end) - line + 1 });
    const name = ambientName(node);
    if (name !== undefined) found.ambientUses.push({ name, line });
  });
  const undocumented = program.body
    .flatMap((statement) => exportedNames(statement))
    .filter(({ start }) => !docstringEnds.some((end) => end <= start && text.slice(end, start).trim() === ''))
    .map(({ name, start }) => ({ name, line: lineOf(start) }));
  return { path, text, lineCount: lineOf(text.trimEnd().length), ...found, undocumented };
}

function eachNode(node: Node, see: (node: Node) => void): void {
  see(node);
  const members = new Map<string, unknown>(Object.entries(node));
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of [members.get(key)].flat()) if (isNode(child)) eachNode(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function importOf(node: Node): Omit<Import, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return {
        specifier: node.source.value,
        isTypeOnly: node.importKind === 'type' || onlyTypes(node.specifiers, 'importKind'),
      };
    case 'ExportNamedDeclaration':
      if (node.source === null) return undefined;
      return {
        specifier: node.source.value,
        isTypeOnly: node.exportKind === 'type' || onlyTypes(node.specifiers, 'exportKind'),
      };
    case 'ExportAllDeclaration':
      return { specifier: node.source.value, isTypeOnly: node.exportKind === 'type' };
    case 'TSImportType':
      return { specifier: node.source.value, isTypeOnly: true };
    case 'ImportExpression':
      return { specifier: literalText(node.source), isTypeOnly: false };
    default:
      return undefined;
  }
}

/** `import { type A }` is type-only too; `import {}` is there for its effect. */
function onlyTypes(specifiers: readonly object[], key: string): boolean {
  return (
    specifiers.length > 0 &&
    specifiers.every((specifier) => Object.entries(specifier).some(([k, v]) => k === key && v === 'type'))
  );
}

function literalText(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

function isFunction(node: Node): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
}

function ambientName(node: Node): string | undefined {
  if (node.type === 'NewExpression') {
    return isNamed(node.callee, 'Date') && node.arguments.length === 0 ? 'new Date()' : undefined;
  }
  if (node.type === 'CallExpression') return isNamed(node.callee, 'Date') ? 'Date()' : undefined;
  if (node.type === 'Identifier') return ['console', 'randomUUID'].includes(node.name) ? node.name : undefined;
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined;
  const member = node.property.name;
  if (isNamed(node.object, 'Date') && member === 'now') return 'Date.now';
  return isNamed(node.object, 'Math') && member === 'random' ? 'Math.random' : undefined;
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function exportedNames(statement: Node): (Span & { name: string })[] {
  if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return [];
  const { declaration, start, end } = statement;
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [{ name: declaration.id?.name ?? 'default', start, end }];
    case 'VariableDeclaration':
      return declaration.declarations.map(({ id }) => ({
        name: id.type === 'Identifier' ? id.name : id.type,
        start,
        end,
      }));
    default:
      return [];
  }
}
