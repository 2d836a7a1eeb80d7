// Runs all tests, or those that the arguments name as for jest. The last line is always `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-results-'));
const outputFile = path.join(dir, 'results.json');

const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const { status } = spawnSync(process.execPath, [jest, '--json', `--outputFile=${outputFile}`, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'], // the report for people goes to stderr, the JSON to the file
});

let passed = 0;
let failed = 1;
try {
  const results = JSON.parse(readFileSync(outputFile, 'utf8'));
  passed = results.numPassedTests;
  // A file that does not even load has no tests that could fail.
  failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
} catch {
  console.error('the test run ended before it could report');
}
rmSync(dir, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || status !== 0 ? 1 : 0;
