// Fills in or corrects the sha256 of every source in contract files: `node scripts/source-hashes.mjs [--documents DIR] FILE…`.
// Only the hashes are touched; every other byte of the file stays as it was written.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

const defaultDocuments = fileURLToPath(new URL('../../shared/documents', import.meta.url));

/**
 * The text of a contract with every hash in place, and how many had to be written.
 * `readDocument(file)` returns the bytes of a source document; problems are thrown as one Error, a line for each.
 */
function withHashes(text, file, readDocument) {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, keepSourceTokens: true });
  const problems = document.errors.map((error) => `${file}: ${error.message}`);
  const edits = [];
  const defaultFile = document.getIn(['x-contract', 'documents', 0, 'file']);
  const attempt = (map, key, hash) => {
    try {
      edits.push(...hashEdit(text, map, key, hash()));
    } catch (error) {
      const { line, col } = lineCounter.linePos(map.range[0]);
      problems.push(`${file}:${line}:${col}: ${error.message}`);
    }
  };
  visit(document, {
    Map(_, map) {
      if (!isSource(map)) return;
      attempt(map, 'lines', () => hashOfLines(readDocument(map.get('file') ?? defaultFile), map.get('lines')));
    },
  });
  const documents = document.getIn(['x-contract', 'documents']);
  for (const map of isSeq(documents) ? documents.items : []) {
    if (isMap(map)) attempt(map, 'file', () => sha256(readDocument(map.get('file'))));
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { text: applied(text, edits), written: edits.length };
}

/** Lines that carry no clause have a `why` and need no hash of their own. */
function isSource(map) {
  return isSeq(map.get('lines')) && (map.has('sha256') || !map.has('why'));
}

/** sha256 of the bytes of lines a to b, counted from 1, joined by LF without a final one. */
function hashOfLines(bytes, range) {
  const [first, last] = range.toJSON();
  if (!Number.isInteger(first) || !Number.isInteger(last)) throw new Error('`lines` must be two line numbers, [a, b]');
  const lines = bytes.toString('latin1').replace(/\n$/, '').split('\n');
  if (first < 1 || last < first || last > lines.length) {
    throw new Error(`lines [${first}, ${last}] do not exist: the document has ${lines.length}`);
  }
  return sha256(Buffer.from(lines.slice(first - 1, last).join('\n'), 'latin1'));
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** No edit when the hash is right, else the replacement of the old value or a new member behind `key`. */
function hashEdit(text, map, key, hash) {
  const old = map.items.find((pair) => pair.key.value === 'sha256');
  if (old === undefined) return [insertion(text, map, key, hash)];
  if (isScalar(old.value) && old.value.value === hash) return [];
  const [start, end] = old.value.range;
  return [{ start, end, text: text[start - 1] === ':' ? ` ${hash}` : hash }];
}

function insertion(text, map, key, hash) {
  const pair = map.items.find((candidate) => candidate.key.value === key);
  const end = endOfValue(pair.value);
  if (map.flow) return { start: end, end, text: `, sha256: ${hash}` };
  const keyStart = pair.key.range[0];
  const column = keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1);
  const lineEnd = text.indexOf('\n', end) === -1 ? text.length : text.indexOf('\n', end);
  return { start: lineEnd, end: lineEnd, text: `\n${' '.repeat(column)}sha256: ${hash}` };
}

/** A block sequence's own range runs on to the next key, so its last element is asked. */
function endOfValue(node) {
  return isSeq(node) && !node.flow && node.items.length > 0 ? endOfValue(node.items.at(-1)) : node.range[1];
}

function applied(text, edits) {
  const ordered = edits.toSorted((left, right) => right.start - left.start);
  return ordered.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** Rewrites the files; true when none had a problem. */
function main(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { documents: { type: 'string' } },
  });
  if (positionals.length === 0) throw new Error('usage: node scripts/source-hashes.mjs [--documents DIR] FILE…');
  const folder = resolve(values.documents ?? defaultDocuments);
  if (!existsSync(folder)) throw new Error(`${folder} is not there: name the folder of the documents with --documents`);
  const readDocument = (file) => {
    if (typeof file !== 'string') throw new Error('no `file`, and no document under `x-contract`');
    return readFileSync(join(folder, file));
  };
  return positionals.map((file) => rewrite(file, readDocument)).every(Boolean);
}

function rewrite(file, readDocument) {
  const before = readFileSync(file, 'utf8');
  try {
    const { text, written } = withHashes(before, file, readDocument);
    if (written > 0) writeFileSync(file, text);
    console.log(`${file}: ${written === 0 ? 'all hashes are right' : `${written} hashes written`}`);
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

try {
  process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
