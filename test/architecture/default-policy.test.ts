import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const opa = process.env['OPA_PATH'] ?? 'opa';
const isThere = spawnSync(opa, ['version']).status === 0;

describe('policies/plan.wasm', () => {
  // Loud, so that nobody takes a run without the compiler for a check.
  if (!isThere) console.warn(`NOT CHECKED: policies/plan.wasm may be stale, for there is no opa here (${opa})`);

  (isThere ? test : test.skip)('is what the named version of OPA makes of policies/plan.rego', () => {
    execFileSync(process.execPath, [path.join(root, 'scripts/build-policy.mjs'), '--check'], { stdio: 'pipe' });
  });
});
