// Compiles policies/plan.rego to policies/plan.wasm with the command `opa` (OPA_PATH, or on the PATH); --check only compares.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Other versions make other modules of the same source. */
export const OPA_VERSION = '1.22.2';

const root = path.resolve(import.meta.dirname, '..');
const opa = process.env.OPA_PATH ?? 'opa';
const folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
try {
  const version = /^Version: (\S+)/m.exec(execFileSync(opa, ['version'], { encoding: 'utf8' }))?.[1];
  if (version !== OPA_VERSION) throw new Error(`policies/plan.wasm is made by opa ${OPA_VERSION}, and ${opa} is ${version}`);
  const known = JSON.parse(readFileSync(path.join(root, 'node_modules/@open-policy-agent/opa-wasm/capabilities.json'), 'utf8'));
  writeFileSync(path.join(folder, 'capabilities.json'), JSON.stringify({ ...known, features: ['rego_v1'] }));
  writeFileSync(path.join(folder, 'policy.rego'), readFileSync(path.join(root, 'policies/plan.rego')));
  execFileSync(opa, ['build', '-t', 'wasm', '-e', 'orchestrix/plan/deny', '--capabilities', 'capabilities.json', '-o', 'bundle.tar.gz', 'policy.rego'], { cwd: folder });
  const archive = gunzipSync(readFileSync(path.join(folder, 'bundle.tar.gz')));
  const target = path.join(root, 'policies/plan.wasm');
  const wasm = moduleIn(archive);
  if (!process.argv.includes('--check')) writeFileSync(target, wasm);
  else if (!wasm.equals(readFileSync(target))) throw new Error('policies/plan.wasm is stale: run node scripts/build-policy.mjs');
} finally {
  rmSync(folder, { recursive: true });
}

/** POSIX ustar: blocks of 512 bytes, a header before each file. */
function moduleIn(archive) {
  for (let at = 0; at < archive.length; ) {
    const name = archive.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    if (name.endsWith('policy.wasm')) return archive.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('the bundle has no policy.wasm');
}
