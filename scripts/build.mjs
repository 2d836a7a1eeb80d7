// Compiles the sources and bundles the Temporal workflows; both only when something they are made of has changed.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
const bundleFile = path.join(root, 'dist/workflow-bundle.js');
const sources = ['cmd/**/*.ts', 'internal/**/*.ts', 'pkg/**/*.{ts,mts}', 'sdk/**/*.ts', 'test/**/*.ts', 'package-lock.json', 'tsconfig*.json'];

async function newest(patterns) {
  let latest = 0;
  for await (const file of glob(patterns, { cwd: root })) latest = Math.max(latest, statSync(path.join(root, file)).mtimeMs);
  return latest;
}

const stamp = path.join(root, 'dist/.built');
const isBuilt = async () => existsSync(stamp) && existsSync(bundleFile) && statSync(stamp).mtimeMs > (await newest(sources));

const lock = path.join(root, 'dist/.building');
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

// Tests that run side by side need the build, too: one of them builds, the others wait. Who was killed meanwhile does not count.
async function takeTurn() {
  await mkdir(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = await readFile(lock, 'utf8').catch(() => '');
    if (owner !== '' && !isAlive(Number(owner))) await rm(lock, { force: true });
    else await pause(100);
  }
}

if (await isBuilt()) process.exit(0);
await takeTurn();
if (await isBuilt()) process.exit(0);

const tsc = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const { bundleWorkflowCode } = await import('@temporalio/worker');
const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error };
const { code } = await bundleWorkflowCode({ workflowsPath: path.join(root, 'dist/cmd/worker/workflows.js'), logger: quiet });
await mkdir(path.dirname(bundleFile), { recursive: true });
await writeFile(bundleFile, code);
await writeFile(stamp, '');
