// Builds the package into dist/: compiled code, type declarations, and the contracts as they are. `npm ci` runs it through `prepare`.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Runs the compiler of node_modules with this very Node, whatever stands in PATH. */
function compile() {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const compiler = join(dirname(manifest), 'bin', 'tsc');
  const { status, error } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error !== undefined) throw error;
  return status === 0;
}

/** Contracts, white labels, examples, and the schemas of target files and reports travel with the package; TypeScript has been compiled already. */
function copyData() {
  cpSync(join(root, 'specs'), join(dist, 'specs'), { recursive: true, filter: isData });
  for (const schema of ['conformance/target/target.schema.json', 'reports/report.schema.json'])
    cpSync(join(root, schema), join(dist, schema));
}

/** Contracts are checked here once, so that the command starts without reading YAML. */
async function prepareContracts() {
  const load = (path) => import(pathToFileURL(join(dist, path)).href);
  const [{ builtInIds, resolveContract }, { prepareContract }, { ruleSchemas }] = await Promise.all(
    ['specs/catalog.js', 'specs/prepare.js', 'rules/index.js'].map(load),
  );
  for (const id of builtInIds) await prepareContract(resolveContract(id), ruleSchemas);
}

function isData(path) {
  return statSync(path).isDirectory() || /\.(ya?ml|json|http)$/.test(basename(path));
}

rmSync(dist, { recursive: true, force: true });
if (compile()) {
  copyData();
  await prepareContracts();
  const command = join(dist, 'cli', 'main.js');
  if (existsSync(command)) chmodSync(command, 0o755);
} else process.exitCode = 1;
