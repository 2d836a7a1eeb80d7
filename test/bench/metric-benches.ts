import type { BenchStack } from './bench-stack.ts';
import type { Figure } from './bench-report.ts';
import { compared, ingestFigures, type Measured } from './metric-figures.ts';
import { metricPeers } from './metric-peers.ts';
import { askRange, ingest, type MetricServer, seen } from './metric-server.ts';
import { type MetricStream, metricStream, SCRAPE_MS } from './metric-stream.ts';
import { ownMetricServer } from './own-metric-server.ts';
import { percentile } from './percentiles.ts';

const SERIES = Number(process.env['BENCH_SERIES'] ?? 10_000);
const SCRAPES = Number(process.env['BENCH_SCRAPES'] ?? 240);
/** So old that nobody holds them in memory. */
const OLD_MS = 4 * 60 * 60_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 20);
/** Rounds that do not count: servers run for weeks, and a compiler that works while they run has long done so. */
const WARM_ROUNDS = 10;

interface Question {
  readonly name: string;
  readonly query: string;
}

/** A tenth of the series of a metric, or all: a hundred and a thousand of ten thousand. */
const questionsOf = (series: number): Question[] =>
  [{ selector: '{round="ROUND", group="3"}', count: series / 100 }, { selector: '{round="ROUND"}', count: series / 10 }].flatMap(({ selector, count }) => [
    { name: `rate, ${count} series`, query: `rate(http_requests_total${selector}[5m])` },
    { name: `sum by (rate), ${count} series`, query: `sum by (code) (rate(http_requests_total${selector}[5m]))` },
    { name: `histogram_quantile, ${count} series`, query: `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket${selector}[5m])))` },
  ]);

interface Answered {
  readonly server: string;
  readonly ms: readonly number[];
  readonly cpuMs: number;
}

/**
 * Every server in its turn, question by question and round by round, so that what else goes on meets all alike. Each round asks a query of its own, which differs from
 * the others by a comment, so that no cache of answers helps. All have to answer as many series and points.
 */
async function askAll(servers: readonly MetricServer[], question: (server: MetricServer) => { readonly query: string; readonly startMs: number; readonly endMs: number }): Promise<Answered[]> {
  const found = servers.map(({ name }) => ({ server: name, ms: [] as number[], cpuMs: 0, shape: '' }));
  for (let round = -WARM_ROUNDS; round < ROUNDS; round += 1) {
    for (const [at, server] of servers.entries()) {
      const { query, startMs, endMs } = question(server);
      const answer = await askRange(server, { query: `${query} # round ${round}`, startMs: startMs + round * 1000, endMs: endMs + round * 1000, stepMs: SCRAPE_MS });
      const result = found[at];
      if (!result || round < 0) continue;
      result.ms.push(answer.ms);
      result.cpuMs += answer.cpuMs / ROUNDS;
      result.shape ||= `${answer.series} series`;
    }
  }
  const shapes = new Set(found.map(({ shape }) => shape));
  if (shapes.size > 1) throw new Error(`the answers to ${question(servers[0] as MetricServer).query} differ: ${found.map(({ server, shape }) => `${server}: ${shape}`).join(', ')}`);
  return found;
}

async function queryFigures(from: string, servers: readonly MetricServer[], streamOf: (server: MetricServer) => MetricStream, aim: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const question of questionsOf(SERIES)) {
    const [ours, ...peers] = await askAll(servers, (server) => {
      const { startMs, endMs, round } = streamOf(server);
      return { query: question.query.replaceAll('ROUND', round), startMs, endMs };
    });
    if (!ours) return [];
    for (const [name, share] of [['p50', 0.5], ['p95', 0.95]] as const) {
      const at = ({ server, ms }: Answered): Measured => ({ server, value: percentile(ms, share) });
      figures.push(...compared(`${question.name} ${from}, ${name}`, 'ms', at(ours), peers.map(at), name === 'p50' ? [{ to: 'Prometheus 3', value: aim, better: 'less' }] : []));
    }
    figures.push(...compared(`${question.name} ${from}, CPU`, 'ms', { server: ours.server, value: ours.cpuMs }, peers.map(({ server, cpuMs }) => ({ server, value: cpuMs }))));
  }
  return figures;
}

/**
 * Ten thousand series, 2.4 million samples, sent by five connections to us (API process, PostgreSQL with fsync on), to Prometheus and to VictoriaMetrics, one after the
 * other; then queries over that hour, at first from memory, then from what is stored (our own: over a second stream, which is four hours older).
 */
export async function metrics(stack: BenchStack): Promise<Figure[]> {
  const servers = [await ownMetricServer(stack), ...(await Promise.all(metricPeers().map((peer) => peer.start())))];
  try {
    const endMs = Date.now() - 60_000;
    const warm = metricStream({ series: 500, scrapes: 100, endMs }, 'warm');
    const stream = metricStream({ series: SERIES, scrapes: SCRAPES, endMs });
    const taken: (ReturnType<typeof ingestFigures> & { readonly server: string })[] = [];
    for (const server of servers) {
      await ingest(server, warm);
      taken.push({ server: server.name, ...ingestFigures(stream, await ingest(server, stream)) });
      await seen(server, stream);
    }
    const figures: Figure[] = [{ name: 'samples sent to each', value: stream.samples, unit: '', note: `${stream.series} series, ${(stream.bytes / stream.samples).toFixed(1)} bytes a sample on the wire` }];
    const add = (what: string, unit: string, of: (one: (typeof taken)[number]) => number, aims: Parameters<typeof compared>[4] = []): void => {
      const [ours, ...peers] = taken.map((one): Measured => ({ server: one.server, value: of(one) }));
      if (ours) figures.push(...compared(what, unit, ours, peers, aims));
    };
    add('samples per CPU-second', '/s', ({ perCpuSecond }) => perCpuSecond, [{ to: 'Prometheus', value: 2, better: 'more' }, { to: 'VictoriaMetrics', value: 0.6, better: 'more' }]);
    add('samples per second', '/s', ({ perSecond }) => perSecond);
    add('write request, p50', 'ms', ({ requestP50 }) => requestP50);
    add('write request, p95', 'ms', ({ requestP95 }) => requestP95);
    add('memory per series', 'B', ({ bytesPerSeries }) => bytesPerSeries, [{ to: 'Prometheus', value: 1.5, better: 'less' }]);
    figures.push(...(await queryFigures('from memory', servers, () => stream, 1 / 3)));
    const stored: Measured[] = [];
    for (const server of servers) stored.push({ server: server.name, value: (await server.settle()) / (stream.samples + warm.samples) });
    const [ours, ...peers] = stored;
    if (ours) figures.push(...compared('bytes per sample on disk', 'B', ours, peers, [{ to: 'Prometheus', value: 1, better: 'less' }]));
    const old = metricStream({ series: SERIES, scrapes: SCRAPES, endMs: endMs - OLD_MS }, 'old');
    for (const server of servers) {
      if (!server.readStored) continue;
      await ingest(server, old);
      await server.settle();
      await server.readStored();
    }
    figures.push(...(await queryFigures('from stored chunks', servers, ({ readStored }) => (readStored ? old : stream), 1)));
    return figures;
  } finally {
    for (const server of servers) await server.stop();
  }
}
