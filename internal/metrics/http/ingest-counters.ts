import { Counter, Gauge, Histogram, type Registry } from '#pkg/observability';
import type { IngestFigures } from '../ports/ingest-figures.ts';

/** Bounds in seconds, around a commit. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What comes in, as metrics of this process; tenants are no labels, which they could multiply. */
export function ingestCounters(registry: Registry, room: { readonly used: number }): IngestFigures {
  const registers = [registry];
  const samples = new Counter({ name: 'orchestrix_ingest_samples_total', help: 'Samples, histograms and exemplars that were stored', labelNames: ['protocol', 'kind'] as const, registers });
  const refusedSamples = new Counter({ name: 'orchestrix_ingest_refused_samples_total', help: 'Those that were refused while the rest of their request was stored', labelNames: ['protocol', 'reason'] as const, registers });
  const refused = new Counter({ name: 'orchestrix_ingest_refused_requests_total', help: 'Requests of which nothing was stored', labelNames: ['protocol', 'reason'] as const, registers });
  const bytes = new Counter({ name: 'orchestrix_ingest_bytes_total', help: 'Bytes of requests that were stored, unpacked', labelNames: ['protocol'] as const, registers });
  const write = new Histogram({ name: 'orchestrix_ingest_write_duration_seconds', help: 'From a decoded request until it was durable', buckets: BUCKETS, registers });
  new Gauge({
    name: 'orchestrix_ingest_bytes_in_progress', help: 'Bytes of requests that are decoded and not stored yet', registers,
    collect() {
      this.set(room.used);
    },
  });
  return {
    stored(protocol, outcome, request) {
      for (const kind of ['samples', 'histograms', 'exemplars'] as const) if (outcome[kind] > 0) samples.inc({ protocol, kind }, outcome[kind]);
      for (const { reason, count } of outcome.refusals) refusedSamples.inc({ protocol, reason }, count);
      bytes.inc({ protocol }, request.bytes);
      write.observe(request.seconds);
    },
    refused: (protocol, reason) => refused.inc({ protocol, reason }),
  };
}
