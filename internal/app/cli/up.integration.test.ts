import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningStack, type StackDescription } from './stack-file.ts';

jest.setTimeout(300_000);

const root = path.resolve(__dirname, '../../..');
const anyPorts = ['--port', '0', '--grpc-port', '0', '--temporal-port', '0', '--temporal-ui-port', '0', '--identity-port', '0', '--postgres-port', '0'];

/** `npm start` with the given options, as its own process. */
class Up {
  output = '';
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;

  constructor(readonly dataDir: string, options: readonly string[], environment: Readonly<Record<string, string>>) {
    const main = path.join(root, 'dist/cmd/orchestrix/main.js');
    this.child = spawn(process.execPath, [main, 'up', '--data-dir', dataDir, ...options], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment } });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (text: Buffer) => { this.output += text.toString(); });
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
  }

  async saying(text: string | RegExp, withinMs = 120_000): Promise<void> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(50)) {
      if (typeof text === 'string' ? this.output.includes(text) : text.test(this.output)) return;
      if (this.child.exitCode !== null) break;
    }
    throw new Error(`never said ${String(text)}:\n${this.output}`);
  }

  get stack(): StackDescription {
    const stack = runningStack(this.dataDir);
    if (!stack) throw new Error('no stack runs');
    return stack;
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return !stdout.trim().startsWith('Z') && stdout.trim() !== '';
};

async function allGone(pids: readonly number[], withinMs: number): Promise<number[]> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline && pids.some(alive); await sleep(100));
  return pids.filter(alive);
}

describe('orchestrix up', () => {
  let dataDir: string;
  const started: Up[] = [];
  const start = (options = anyPorts, environment: Readonly<Record<string, string>> = {}) => {
    const up = new Up(dataDir, options, environment);
    started.push(up);
    return up;
  };
  beforeAll(async () => {
    const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the build failed: ${stderr}`);
    dataDir = await mkdtemp(path.join(tmpdir(), 'orchestrix-up-'));
  });
  afterAll(async () => {
    for (const { child, exited } of started) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  test('brings everything up, heals whatever is killed, stops cleanly and finds its data again', async () => {
    const up = start();
    await up.saying('Orchestrix runs');
    const { apiUrl, issuer, processes } = up.stack;
    expect(Object.keys(processes).sort()).toEqual(['api', 'identity', 'postgres', 'temporal', 'worker']);
    for (const where of [apiUrl, `${apiUrl}/docs`, issuer, up.stack.temporalUiUrl]) expect(up.output).toContain(where);
    const key = (await readFile(path.join(dataDir, 'demo-api-key'), 'utf8')).trim();
    expect(up.output).toContain(key);
    const alerts = () => fetch(`${apiUrl}/api/v1/alerts`, { headers: { authorization: `Bearer ${key}` } }).then(({ status }) => status, () => 0);
    expect(await alerts()).toBe(200);

    for (const pid of Object.values(processes)) process.kill(pid, 'SIGKILL');
    for (const name of ['API', 'Worker', 'Identity provider', 'Temporal', 'PostgreSQL']) await up.saying(`${name} runs again`);
    for (const deadline = Date.now() + 30_000; Date.now() < deadline && (await alerts()) !== 200; await sleep(200));
    expect(await alerts()).toBe(200);

    const pids = Object.values(up.stack.processes);
    up.child.kill('SIGINT');
    expect(await up.exited).toBe(0);
    expect(pids.filter(alive)).toEqual([]);
    expect(runningStack(dataDir)).toBeUndefined();

    const again = start();
    await again.saying('Orchestrix runs');
    expect(again.output).toContain('demo-api-key');
    expect(again.output).not.toContain(key);
    const response = await fetch(`${again.stack.apiUrl}/api/v1/alerts`, { headers: { authorization: `Bearer ${key}` } });
    expect(response.status).toBe(200);

    const second = start();
    expect(await second.exited).toBe(1);
    expect(second.output).toContain(`Orchestrix runs already from ${dataDir}`);

    const orphans = Object.values(again.stack.processes);
    again.child.kill('SIGKILL');
    await again.exited;
    expect(await allGone(orphans, 30_000)).toEqual([]);
  });

  test('a port that is taken is one sentence and exit code 1, and nothing is left running', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const up = start([...anyPorts.map((value, index) => (anyPorts[index - 1] === '--temporal-port' ? String(port) : value))]);
    expect(await up.exited).toBe(1);
    squatter.close();
    expect(up.output).toContain(`orchestrix: port ${port} for Temporal (--temporal-port) is already in use: stop what uses it or choose another port\n`);
    expect(runningStack(dataDir)).toBeUndefined();
    expect(spawnSync('pgrep', ['-f', dataDir], { encoding: 'utf8' }).stdout).toBe('');
  });

  test('a missing binary is one sentence and exit code 1', async () => {
    const up = start(anyPorts, { TEMPORAL_CLI: '/no/such/temporal' });
    expect(await up.exited).toBe(1);
    expect(up.output).toMatch(/orchestrix: TEMPORAL_CLI: \/no\/such\/temporal is not an executable Temporal CLI; [^\n]+\n$/);
    expect(spawnSync('pgrep', ['-f', dataDir], { encoding: 'utf8' }).stdout).toBe('');
  });

  test('Ctrl-C in the middle of the start stops what is up already', async () => {
    const up = start();
    await up.saying('ok  PostgreSQL');
    up.child.kill('SIGINT');
    expect(await up.exited).not.toBeNull();
    expect(spawnSync('pgrep', ['-f', dataDir], { encoding: 'utf8' }).stdout).toBe('');
  });
});
