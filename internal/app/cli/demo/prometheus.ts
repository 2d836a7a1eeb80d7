import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unavailable } from '#pkg/apperror';
import { freePort, launchServer, type ServerProcess } from '#pkg/devstack';
import type { AlertSource, SourceState } from './demo-alert-source.ts';
import { prometheusConfig, prometheusRules, type WatchOrder } from './prometheus-config.ts';

/** The version of the `prometheus` on PATH; undefined when there is none that runs. */
export async function installedPrometheus(): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)('prometheus', ['--version'], { timeout: 10_000 });
    return /version (\d\S*)/.exec(stdout + stderr)?.[1]?.replace(/\+.*$/, '');
  } catch {
    return undefined;
  }
}

/** Runs a real Prometheus on a free port of the loopback interface, its data in a folder that goes with it. Throws `unavailable` when it does not start. */
export async function startPrometheus(version: string, order: WatchOrder): Promise<AlertSource> {
  const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-prometheus-'));
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(dir, name), text, { mode: 0o600 });
    return path.join(dir, name);
  };
  const logFile = path.join(dir, 'prometheus.log');
  const files = { rules: file('rules.yml', prometheusRules(order)), key: file('api-key', order.apiKey) };
  const config = file('prometheus.yml', prometheusConfig(order, files));
  const url = `http://127.0.0.1:${await freePort()}`;
  let server: ServerProcess;
  try {
    server = await launchServer({
      name: 'Prometheus',
      program: 'prometheus',
      args: [`--config.file=${config}`, `--storage.tsdb.path=${path.join(dir, 'data')}`, `--web.listen-address=${new URL(url).host}`, '--log.level=warn'],
      logFile,
      isReady: async () => (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(1000) })).ok,
      readyWithinMs: 20_000,
    });
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  return {
    title: `Prometheus ${version}`,
    url: `${url}/alerts`,
    state: async () => {
      const { alerts } = await ask<{ readonly alerts: readonly { readonly state: SourceState }[] }>(`${url}/api/v1/alerts`);
      const [alert] = alerts;
      if (alert) return alert.state;
      const { activeTargets } = await ask<{ readonly activeTargets: readonly { readonly health: string }[] }>(`${url}/api/v1/targets?state=active`);
      return activeTargets.some(({ health }) => health === 'up') ? 'inactive' : 'starting';
    },
    complaint: () => readFileSync(logFile, 'utf8').trim().split('\n').findLast((line) => line !== ''),
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** One answer of Prometheus' HTTP API. Throws `unavailable`. */
async function ask<Data>(url: string): Promise<Data> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return ((await answer.json()) as { readonly data: Data }).data; // its documented envelope
  } catch (cause) {
    throw unavailable(`Prometheus does not answer at ${new URL(url).origin}`, undefined, cause);
  }
}
