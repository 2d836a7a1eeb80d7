import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#pkg/devstack';
import type { MetricServer } from './metric-server.ts';
import { diskBytes } from './process-usage.ts';

const PATIENCE_MS = 60_000;

export interface MetricPeer {
  readonly name: string;
  start(): Promise<MetricServer>;
}

const runs = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** The peers that are here: Prometheus and VictoriaMetrics as installed, and Prometheus 3 where PROMETHEUS_3 names one. */
export function metricPeers(): MetricPeer[] {
  const third = process.env['PROMETHEUS_3'] ?? 'prometheus3';
  const all: readonly (readonly [program: string, peer: MetricPeer])[] = [
    ['prometheus', { name: `Prometheus ${versionOf('prometheus')}`, start: () => startPrometheus('prometheus', `Prometheus ${versionOf('prometheus')}`) }],
    [third, { name: 'Prometheus 3', start: () => startPrometheus(third, 'Prometheus 3') }],
    ['victoria-metrics', { name: 'VictoriaMetrics', start: startVictoria }],
  ];
  for (const [program] of all) if (!runs(program)) process.stdout.write(`${program} is not here: no comparison with it\n`);
  return all.filter(([program]) => runs(program)).map(([, peer]) => peer);
}

const versionOf = (program: string): string => {
  const { stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /version (\d+\.\d+)/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[1] ?? '';
};

async function startPrometheus(program: string, name: string): Promise<MetricServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-bench-prometheus-'));
  writeFileSync(path.join(folder, 'prometheus.yml'), JSON.stringify({ global: { evaluation_interval: '15s' }, rule_files: [`${folder}/rules*.yml`] }));
  const port = await freePort();
  const flags = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`, '--web.enable-remote-write-receiver', '--web.enable-admin-api', '--web.enable-lifecycle', '--log.level=error'];
  const child = spawn(program, flags, { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  await ready(child, `${origin}/-/ready`);
  return {
    name, origin, writePath: '/api/v1/write', apiPath: '/api/v1', headers: {},
    processes: () => [child.pid ?? 0],
    // A snapshot is a block, as compaction would write it in two hours.
    async settle() {
      const response = await fetch(`${origin}/api/v1/admin/tsdb/snapshot`, { method: 'POST' });
      if (!response.ok) throw new Error(`${name} makes no snapshot: ${await response.text()}`);
      const snapshots = path.join(folder, 'data/snapshots');
      return Math.max(...readdirSync(snapshots).map((snapshot) => diskBytes(path.join(snapshots, snapshot))));
    },
    async loadRules(yaml) {
      writeFileSync(path.join(folder, 'rules.yml'), yaml);
      const response = await fetch(`${origin}/-/reload`, { method: 'POST' });
      if (!response.ok) throw new Error(`${name} refuses the rules: ${await response.text()}`);
    },
    stop: () => end(child, folder),
  };
}

async function startVictoria(): Promise<MetricServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-bench-victoria-'));
  const port = await freePort();
  const child = spawn('victoria-metrics', [`-storageDataPath=${folder}/data`, `-httpListenAddr=127.0.0.1:${port}`, '-loggerLevel=ERROR', '-search.latencyOffset=0s', '-search.disableCache'], { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  await ready(child, `${origin}/health`);
  return {
    name: 'VictoriaMetrics', origin, writePath: '/api/v1/write', apiPath: '/api/v1', headers: {},
    processes: () => [child.pid ?? 0],
    async settle() {
      for (const task of ['force_flush', 'force_merge']) await fetch(`${origin}/internal/${task}`);
      return settledSize(path.join(folder, 'data'));
    },
    stop: () => end(child, folder),
  };
}

/** Merging goes on after it was asked for. */
async function settledSize(folder: string): Promise<number> {
  let [size, before] = [diskBytes(folder), -1];
  for (let looks = 0; looks < 20 && size !== before; looks += 1) {
    await pause(1000);
    [before, size] = [size, diskBytes(folder)];
  }
  return size;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(100)) {
    if (child.exitCode !== null) break;
    if ((await fetch(url).catch(() => undefined))?.ok) return;
  }
  throw new Error(`${child.spawnfile} does not start`);
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  }
  rmSync(folder, { recursive: true, force: true });
}
