// Generates the document that the server enforces and the types that the compiler enforces, from api/openapi/v1.
// `--check` writes nothing and fails when a file is stale or the contract breaks one of its rules (api/openapi/v1/README.md).
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundle } from './openapi/bundle.mjs';
import { brokenRules } from './openapi/rules.mjs';
import { typesOf } from './openapi/types.mjs';

const root = path.resolve(import.meta.dirname, '..');
const checking = process.argv.includes('--check');
const target = (name) => path.join(root, 'internal/platform/http', name);

async function keep(file, text) {
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === text) return;
  if (checking) return void problems.push(`${path.relative(root, file)} is stale: run npm run generate`);
  // Written whole or not at all, so that nobody reads half a file.
  await writeFile(`${file}.${process.pid}.new`, text);
  await rename(`${file}.${process.pid}.new`, file);
  console.log(`wrote ${path.relative(root, file)}`);
}

const document = await bundle(path.join(root, 'api/openapi/v1'));
const problems = brokenRules(document);
if (!problems.some((problem) => problem.includes('leads nowhere'))) {
  await keep(target('openapi.gen.json'), `${JSON.stringify(document, null, 1)}\n`);
  await keep(target('operations.gen.ts'), await typesOf(document));
}
for (const problem of problems) console.error(`contract: ${problem}`);
// While people build, a broken rule is a warning; a reference that leads nowhere and `--check` are not.
process.exitCode = problems.length > 0 && (checking || problems.some((problem) => problem.includes('leads nowhere'))) ? 1 : 0;
