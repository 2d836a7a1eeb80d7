import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { writeRequestHeaders } from '#pkg/remote-write';
import type { MetricStream } from './metric-stream.ts';
import { cpuSeconds, memoryBytes } from './process-usage.ts';

/** Something that takes remote write and answers Prometheus's HTTP API. */
export interface MetricServer {
  readonly name: string;
  readonly origin: string;
  readonly writePath: string;
  /** Before `/query_range`. */
  readonly apiPath: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Processes that do the work, without their children. */
  processes(): readonly number[];
  /** Brings what was taken to where it stays, compacted; answers the bytes that it takes there. */
  settle(): Promise<number>;
  /**
   * Makes queries over a stream of samples that are hours old read what is stored, where memory holds the newest ones only. Undefined: there is no such difference,
   * and no need for old samples, which it may refuse.
   */
  readStored?(): Promise<void>;
  /** Begins to evaluate rules in Prometheus's format, where it can. */
  loadRules?(yaml: string): Promise<void>;
  stop(): Promise<void>;
}

/** What sending a stream has cost. */
export interface IngestUsage {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Latencies of the requests. */
  readonly requestMs: readonly number[];
  readonly memoryBytes: number;
}

/** Sends a stream as fast as it is taken: each connection its requests one after the other. Throws when one is refused. */
export async function ingest(server: MetricServer, stream: MetricStream): Promise<IngestUsage> {
  const pool = new Pool(server.origin, { connections: stream.connections.length, pipelining: 1 });
  const headers = { ...writeRequestHeaders('1.0'), ...server.headers };
  const requestMs: number[] = [];
  const [memoryBefore, cpuBefore, since] = [memoryBytes(server.processes()), cpuSeconds(server.processes()), performance.now()];
  try {
    await Promise.all(stream.connections.map(async (bodies) => {
      for (const body of bodies) {
        const sent = performance.now();
        await send(pool, server, headers, body);
        requestMs.push(performance.now() - sent);
      }
    }));
    const seconds = (performance.now() - since) / 1000;
    return { seconds, cpuSeconds: cpuSeconds(server.processes()) - cpuBefore, requestMs, memoryBytes: memoryBytes(server.processes()) - memoryBefore };
  } finally {
    await pool.close();
  }
}

async function send(pool: Pool, { name, writePath }: MetricServer, headers: Readonly<Record<string, string>>, body: Buffer): Promise<void> {
  const response = await pool.request({ path: writePath, method: 'POST', headers, body });
  const answer = await response.body.text();
  if (response.statusCode >= 300) throw new Error(`${name} refused samples: ${response.statusCode} ${answer.slice(0, 300)}`);
}

const PATIENCE_MS = 60_000;

/** Waits until queries see the whole stream: some show samples only after a while. */
export async function seen(server: MetricServer, { series, endMs, round }: MetricStream): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await pause(200)) {
    const { series: found } = await askRange(server, { query: `http_requests_total{round="${round}"}`, startMs: endMs, endMs: endMs + 5000, stepMs: 5000 });
    if (found === series / 10) return;
    if (Date.now() > until) throw new Error(`${server.name} shows ${found} of ${series / 10} series`);
  }
}

export interface RangeQuestion {
  readonly query: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** The whole answer of a range query, and how long it took to come. `nocache` is what VictoriaMetrics calls it; others ignore it. */
export async function askRange(server: MetricServer, { query, startMs, endMs, stepMs }: RangeQuestion): Promise<{ readonly ms: number; readonly cpuMs: number; readonly series: number; readonly points: number }> {
  const parameters = new URLSearchParams({ query, start: String(startMs / 1000), end: String(endMs / 1000), step: String(stepMs / 1000), nocache: '1' });
  const [cpuBefore, since] = [cpuSeconds(server.processes()), performance.now()];
  const response = await fetch(`${server.origin}${server.apiPath}/query_range?${parameters.toString()}`, { headers: server.headers });
  const text = await response.text();
  const ms = performance.now() - since;
  if (!response.ok) throw new Error(`${server.name} refused ${query}: ${response.status} ${text.slice(0, 300)}`);
  const { data } = JSON.parse(text) as { data: { result: readonly { values: readonly unknown[] }[] } };
  return { ms, cpuMs: (cpuSeconds(server.processes()) - cpuBefore) * 1000, series: data.result.length, points: data.result.reduce((sum, { values }) => sum + values.length, 0) };
}
