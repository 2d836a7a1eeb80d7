import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#pkg/devstack';
import { encodeWriteRequest, writeRequestHeaders } from '#pkg/remote-write';
import type { GeneratedSeries } from './generate-series.ts';
import type { PeerProfile } from './peer-profile.ts';
import { FIRST_MS, LAST_MS } from './series-grid.ts';
import { toWriteSeries } from './to-write-series.ts';

const PATIENCE_MS = 60_000;
/** Samples are sent in slices of time. */
export const SLICE_MS = 5 * 60_000;

/** What a Prometheus answers to a query, as it is. */
export interface PeerAnswer {
  readonly status: 'success' | 'error';
  readonly errorType?: string;
  readonly error?: string;
  readonly data?: { readonly resultType: string; readonly result: unknown };
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

/** A real Prometheus with data of its own, on a port of its own. */
export class PrometheusPeer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly address: string,
    private readonly folder: string,
  ) {}

  static async start({ program, flags }: PeerProfile): Promise<PrometheusPeer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'promql-peer-'));
    writeFileSync(path.join(folder, 'prometheus.yml'), '{}');
    const port = await freePort();
    const own = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`, '--web.enable-remote-write-receiver', '--log.level=error', '--storage.tsdb.retention.time=100y'];
    const child = spawn(program, [...own, ...flags], { stdio: 'ignore' });
    const peer = new PrometheusPeer(child, `http://127.0.0.1:${port}`, folder);
    try {
      await peer.ready();
    } catch (error) {
      await peer.stop();
      throw error;
    }
    return peer;
  }

  /** Everything in the order of time, for a series must not go back, and the others not by more than an hour. */
  async load(series: readonly GeneratedSeries[]): Promise<void> {
    for (let from = FIRST_MS; from < LAST_MS; from += SLICE_MS) {
      const part = series.map(({ labels, samples }) => ({ labels, samples: samples.filter(({ timeMs }) => timeMs >= from && timeMs < from + SLICE_MS) })).filter(({ samples }) => samples.length > 0);
      const response = await fetch(`${this.address}/api/v1/write`, { method: 'POST', headers: writeRequestHeaders('1.0'), body: new Uint8Array(encodeWriteRequest('1.0', part.map(toWriteSeries))) });
      if (!response.ok) throw new Error(`the peer refused the samples: ${response.status} ${await response.text()}`);
    }
  }

  async query(form: Readonly<Record<string, string>>): Promise<PeerAnswer> {
    const response = await fetch(`${this.address}/api/v1/${form['step'] === undefined ? 'query' : 'query_range'}`, { method: 'POST', body: new URLSearchParams(form) });
    return (await response.json()) as PeerAnswer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await new Promise<void>((resolve) => {
        this.child.once('exit', () => resolve());
        this.child.kill('SIGKILL');
      });
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(50)) {
      if (this.child.exitCode !== null) break;
      const response = await fetch(`${this.address}/-/ready`).catch(() => undefined);
      if (response?.ok) return;
    }
    throw new Error('the peer does not start');
  }
}
