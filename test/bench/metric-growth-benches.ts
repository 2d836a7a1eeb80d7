import type { Figure } from './bench-report.ts';
import { startBenchStack } from './bench-stack.ts';
import { compared, ingestFigures, type Measured } from './metric-figures.ts';
import { metricPeers } from './metric-peers.ts';
import { askRange, ingest, type MetricServer, seen } from './metric-server.ts';
import { type MetricStream, metricStream, SCRAPE_MS } from './metric-stream.ts';
import { ownMetricServer } from './own-metric-server.ts';
import { median } from './percentiles.ts';

/** With fewer scrapes where there are more series, for the same number of samples. */
const SIZES = [{ series: 1_000, scrapes: 240 }, { series: 10_000, scrapes: 120 }, { series: 100_000, scrapes: 24 }] as const;
const QUERIES = 5;

interface Grown {
  readonly server: string;
  readonly perCpuSecond: number;
  readonly bytesPerSeries: number;
  readonly diskPerSample: number;
  readonly queryMs: number;
}

async function grow(server: MetricServer, warm: MetricStream, stream: MetricStream): Promise<Grown> {
  await ingest(server, warm);
  const { perCpuSecond, bytesPerSeries } = ingestFigures(stream, await ingest(server, stream));
  await seen(server, stream);
  const waits: number[] = [];
  for (let round = 0; round < QUERIES; round += 1) {
    const query = 'sum by (code) (rate(http_requests_total{round="main"}[5m]))';
    waits.push((await askRange(server, { query, startMs: stream.startMs + round * 1000, endMs: stream.endMs + round * 1000, stepMs: SCRAPE_MS })).ms);
  }
  const diskPerSample = (await server.settle()) / (stream.samples + warm.samples);
  return { server: server.name, perCpuSecond, bytesPerSeries, diskPerSample, queryMs: median(waits) };
}

/** How the figures change from a thousand to a hundred thousand series; each size begins with nothing. */
export async function metricGrowth(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { series, scrapes } of SIZES) {
    const endMs = Date.now() - 60_000;
    const [warm, stream] = [metricStream({ series: 500, scrapes: 100, endMs }, 'warm'), metricStream({ series, scrapes, endMs })];
    const grown: Grown[] = [];
    const stack = await startBenchStack();
    try {
      const own = await ownMetricServer(stack);
      grown.push(await grow(own, warm, stream).finally(() => own.stop()));
    } finally {
      await stack.stop();
    }
    for (const peer of metricPeers()) {
      const server = await peer.start();
      grown.push(await grow(server, warm, stream).finally(() => server.stop()));
    }
    const add = (what: string, unit: string, of: (one: Grown) => number): void => {
      const [ours, ...peers] = grown.map((one): Measured => ({ server: one.server, value: of(one) }));
      if (ours) figures.push(...compared(`${series} series, ${what}`, unit, ours, peers));
    };
    add('samples per CPU-second', '/s', ({ perCpuSecond }) => perCpuSecond);
    add('memory per series', 'B', ({ bytesPerSeries }) => bytesPerSeries);
    add('bytes per sample on disk', 'B', ({ diskPerSample }) => diskPerSample);
    add('sum by (rate) of a tenth of them, p50', 'ms', ({ queryMs }) => queryMs);
  }
  return figures;
}
