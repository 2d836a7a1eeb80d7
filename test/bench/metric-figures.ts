import type { Figure } from './bench-report.ts';
import type { IngestUsage } from './metric-server.ts';
import type { MetricStream } from './metric-stream.ts';
import { percentile } from './percentiles.ts';

/** What one server did. */
export interface Measured {
  readonly server: string;
  readonly value: number;
}

/** Our figure, and how many times that of each peer it is; an aim is such a ratio, to a peer whose name begins with `to`. */
export function compared(what: string, unit: string, ours: Measured, peers: readonly Measured[], aims: readonly { readonly to: string; readonly value: number; readonly better: 'more' | 'less' }[] = []): Figure[] {
  const aimOf = (peer: string) => aims.filter(({ to }) => peer.startsWith(to)).map(({ value, better }) => ({ value, better }))[0];
  return [
    { name: `${what}: ours`, value: ours.value, unit },
    ...peers.map(({ server, value }): Figure => {
      const aim = aimOf(server);
      return { name: `${what}: ours ÷ ${server}`, value: ours.value / value, unit: '×', note: `${server}: ${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`, ...(aim ? { aim } : {}) };
    }),
  ];
}

/** What is said of an ingestion. */
export const ingestFigures = ({ samples, series }: MetricStream, usage: IngestUsage) => ({
  perCpuSecond: samples / usage.cpuSeconds,
  perSecond: samples / usage.seconds,
  requestP50: percentile(usage.requestMs, 0.5),
  requestP95: percentile(usage.requestMs, 0.95),
  bytesPerSeries: usage.memoryBytes / series,
});
