import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, launchServer } from '#pkg/devstack';

/** A real Prometheus with data of its own, which takes samples by remote write. */
export interface PrometheusServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Prometheus as it is installed, and one of version 3 where it is named. */
export const PROMETHEUS = 'prometheus';
export const PROMETHEUS_3 = process.env['PROMETHEUS_3'] ?? 'prometheus3';

/** `2.42.0`, or something else where a build does not say; undefined when the program is not there. */
export function prometheusVersion(program: string): string | undefined {
  try {
    return /version\s+(\S*)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }))?.[1];
  } catch {
    return undefined;
  }
}

export async function startPrometheus(program: string, flags: readonly string[] = []): Promise<PrometheusServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-prometheus-'));
  writeFileSync(path.join(folder, 'prometheus.yml'), '{}');
  const url = `http://127.0.0.1:${await freePort()}`;
  const own = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${new URL(url).host}`, '--web.enable-remote-write-receiver', '--log.level=error', '--storage.tsdb.retention.time=100y'];
  const server = await launchServer({
    name: 'Prometheus', program, args: [...own, ...flags], cwd: folder, logFile: path.join(folder, 'log'), readyWithinMs: 60_000,
    isReady: async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true,
  });
  return {
    url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
