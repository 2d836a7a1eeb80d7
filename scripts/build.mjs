// Compiles the sources and bundles the Temporal workflows; both only when something they are made of has changed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { glob, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bundleFile = path.join(root, 'dist/workflow-bundle.js');
const sources = ['cmd/**/*.ts', 'internal/**/*.ts', 'pkg/**/*.{ts,mts}', 'test/**/*.ts', 'package-lock.json', 'tsconfig*.json'];

async function newest(patterns) {
  let latest = 0;
  for await (const file of glob(patterns, { cwd: root })) latest = Math.max(latest, statSync(path.join(root, file)).mtimeMs);
  return latest;
}

const stamp = path.join(root, 'dist/.built');
if (existsSync(stamp) && existsSync(bundleFile) && statSync(stamp).mtimeMs > (await newest(sources))) process.exit(0);

const tsc = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const { bundleWorkflowCode } = await import('@temporalio/worker');
const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error };
const { code } = await bundleWorkflowCode({ workflowsPath: path.join(root, 'dist/cmd/worker/workflows.js'), logger: quiet });
await mkdir(path.dirname(bundleFile), { recursive: true });
await writeFile(bundleFile, code);
await writeFile(stamp, '');
