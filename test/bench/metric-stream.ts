import { encodeWriteRequest, type WriteSeries } from '#pkg/remote-write';
import type { Label } from '#pkg/sample-model';

export interface StreamShape {
  /** A multiple of 500. */
  readonly series: number;
  readonly scrapes: number;
  /** Milliseconds since 1970 of the last scrape. */
  readonly endMs: number;
}

/** What senders send, ready to be put on the wire: remote write 1.0, at most 2,000 samples a request. */
export interface MetricStream extends StreamShape {
  /** A label of all its series, by which they are told from those of other streams. */
  readonly round: string;
  readonly startMs: number;
  readonly samples: number;
  /** One list per connection; each is sent in its order. */
  readonly connections: readonly (readonly Buffer[])[];
  readonly bytes: number;
}

export const SCRAPE_MS = 15_000;
const CONNECTIONS = 5;
const PER_REQUEST = 2_000;
/** Series of one target. */
const PER_TARGET = 100;
const GROUPS = 10;
const JITTER_MS = 4;

/** Equal seeds, equal streams (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One series of a target: its labels, and how its value goes on. */
interface Kind {
  readonly labels: Readonly<Record<string, string>>;
  next(before: number, random: () => number): number;
}

const bounds = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '+Inf'];
const counts = (mean: number) => (before: number, random: () => number): number => before + Math.floor(random() * 2 * mean);

/** A hundred series as exporters have them: request counters, a histogram, other counters, gauges that move, and some that hardly ever do. */
const kinds: readonly Kind[] = [
  ...['200', '201', '204', '301', '400', '404', '429', '500', '502', '503'].map((code, at): Kind => ({ labels: { __name__: 'http_requests_total', code, method: 'GET' }, next: counts(200 / (at + 1)) })),
  ...bounds.map((le, at): Kind => ({ labels: { __name__: 'http_request_duration_seconds_bucket', le }, next: (before, random) => before + 10 * (at + 1) + Math.floor(random() * 5) })),
  ...Array.from({ length: 40 }, (_, at): Kind => ({ labels: { __name__: `process_events_${at}_total` }, next: counts(at) })),
  ...Array.from({ length: 25 }, (_, at): Kind => ({ labels: { __name__: `queue_length_${at}` }, next: (before, random) => Math.max(0, before + Math.floor(random() * 7) - 3) })),
  ...Array.from({ length: 5 }, (_, at): Kind => ({ labels: { __name__: `temperature_${at}` }, next: (_before, random) => 20 + random() * 5 })),
  ...Array.from({ length: 10 }, (_, at): Kind => ({ labels: { __name__: `configured_limit_${at}` }, next: (before) => before || 1024 * (at + 1) })),
];

/**
 * Scrapes of many targets, every fifteen seconds with a few milliseconds of jitter, up to `endMs`. `round` is a label of all, so that a second stream has series of its own.
 */
export function metricStream({ series, scrapes, endMs }: StreamShape, round = 'main', seed = 1): MetricStream {
  const random = randomOf(seed);
  const targets = Array.from({ length: series / PER_TARGET }, (_, at) => ({ instance: `10.0.${at >> 8}.${at & 255}:9100`, pod: `shop-${(at * 2_654_435_761 % 2 ** 32).toString(36)}`, group: String(at % GROUPS), pair: String(at >> 1) }));
  const labelSets = targets.flatMap((target) => kinds.map(({ labels }) => sorted({ ...labels, ...target, job: 'shop', namespace: 'production', cluster: 'eu-1', round })));
  const values = new Float64Array(series);
  const startMs = endMs - (scrapes - 1) * SCRAPE_MS;
  const share = Math.ceil(series / CONNECTIONS);
  const connections = Array.from({ length: CONNECTIONS }, (): Buffer[] => []);
  for (let scrape = 0; scrape < scrapes; scrape += 1) {
    const jitters = targets.map(() => Math.round((random() - 0.5) * 2 * JITTER_MS));
    for (let at = 0; at < series; at += 1) values[at] = (kinds[at % PER_TARGET] as Kind).next(values[at] ?? 0, random);
    for (const [connection, bodies] of connections.entries()) {
      for (let from = connection * share; from < Math.min(series, (connection + 1) * share); from += PER_REQUEST) {
        const end = Math.min(from + PER_REQUEST, (connection + 1) * share, series);
        bodies.push(encodeWriteRequest('1.0', Array.from({ length: end - from }, (_, offset): WriteSeries => ({
          labels: labelSets[from + offset] ?? [],
          timestamps: Float64Array.of(startMs + scrape * SCRAPE_MS + (jitters[Math.floor((from + offset) / PER_TARGET)] ?? 0)),
          values: values.slice(from + offset, from + offset + 1),
        }))));
      }
    }
  }
  return { round, series, scrapes, startMs, endMs, samples: series * scrapes, connections, bytes: connections.flat().reduce((sum, body) => sum + body.length, 0) };
}

/** Some scrapes of a stream, by their number; both included. */
export function scrapesOf(stream: MetricStream, first: number, last: number): MetricStream {
  const connections = stream.connections.map((bodies) => bodies.slice((bodies.length / stream.scrapes) * first, (bodies.length / stream.scrapes) * (last + 1)));
  const scrapes = last - first + 1;
  const timeOf = (scrape: number): number => stream.startMs + scrape * SCRAPE_MS;
  return { ...stream, scrapes, connections, samples: stream.series * scrapes, startMs: timeOf(first), endMs: timeOf(last), bytes: connections.flat().reduce((sum, body) => sum + body.length, 0) };
}

const sorted = (labels: Readonly<Record<string, string>>): Label[] => Object.entries(labels).map(([name, value]) => ({ name, value })).sort((a, b) => (a.name < b.name ? -1 : 1));
