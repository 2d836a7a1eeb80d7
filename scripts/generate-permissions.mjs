// docs/permissions.md: which role may call which operation. `--check` writes nothing and fails when the page is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import './typescript-hooks.mjs';

const root = path.resolve(import.meta.dirname, '..');
const target = path.join(root, 'docs/permissions.md');
const { permissionsPage } = createRequire(import.meta.url)('../test/architecture/role-matrix.ts');

const page = permissionsPage();
let current;
try {
  current = readFileSync(target, 'utf8');
} catch {
  current = undefined; // the first time
}
if (current !== page && process.argv.includes('--check')) {
  console.error('docs/permissions.md is stale: run npm run generate');
  process.exitCode = 1;
} else if (current !== page) {
  writeFileSync(target, page);
  console.log('wrote docs/permissions.md');
}
