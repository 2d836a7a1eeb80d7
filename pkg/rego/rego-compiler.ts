import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError, invalid } from '#pkg/apperror';
import { wasmOfBundle } from './wasm-bundle.ts';

const LONGEST_COMPILATION_MS = 20_000;
const MOST_OUTPUT_BYTES = 1024 * 1024;

/** What `opa build` may know: the functions that the engine has. It has none that reads a clock, a file or the network. */
async function capabilities(): Promise<string> {
  const known = JSON.parse(await readFile(require.resolve('@open-policy-agent/opa-wasm').replace(/src[\\/]index\.cjs$/, 'capabilities.json'), 'utf8')) as Record<string, unknown>;
  return JSON.stringify({ ...known, features: ['rego_v1'] });
}

/**
 * Compiles the source of one Rego v1 module to WebAssembly with the command `opa`, named by its absolute path: it runs without any environment. Throws `invalid` on `field` with
 * what the compiler says, `unavailable` when there is no compiler or it takes too long.
 */
export async function compileRego(source: string, { opa, entrypoint, field }: { readonly opa: string; readonly entrypoint: string; readonly field: string }): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rego-'));
  try {
    await writeFile(path.join(folder, 'policy.rego'), source);
    await writeFile(path.join(folder, 'capabilities.json'), await capabilities());
    await run(opa, ['build', '--target', 'wasm', '--entrypoint', entrypoint, '--capabilities', 'capabilities.json', '--output', 'bundle.tar.gz', 'policy.rego'], folder, field);
    return wasmOfBundle(await readFile(path.join(folder, 'bundle.tar.gz')), field);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], cwd: string, field: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: {}, timeout: LONGEST_COMPILATION_MS, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT_BYTES }, (error, stdout, stderr) => {
      if (!error) return resolve();
      if (error.code === 'ENOENT' || error.killed) return reject(new AppError('unavailable', error.killed ? 'the compiler took too long' : 'the compiler of policies is not there', { cause: error }));
      // It complains on its standard output.
      return reject(invalid(field, `${stderr}${stdout}`.trim().replace(/^error: /, '') || 'does not compile'));
    });
  });
}
