import { Histogram, type Registry } from '#pkg/observability';

/** Bounds in seconds, around the targets: 50 ms for the 99th percentile of writes. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface HttpMetrics {
  /** Records a finished request; `status` is 0 when the caller left before the answer. */
  observe(operation: string, method: string, status: number, seconds: number): void;
}

type Child = ReturnType<Histogram<'operation' | 'method' | 'status_class'>['labels']>;

/** `orchestrix_http_request_duration_seconds`; its labels come from the contract, so a tenant cannot multiply them. */
export function httpMetrics(registry: Registry): HttpMetrics {
  const histogram = new Histogram({
    name: 'orchestrix_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['operation', 'method', 'status_class'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const children = new Map<string, Child>();
  return {
    observe(operation, method, status, seconds) {
      const statusClass = status === 0 ? 'aborted' : `${Math.floor(status / 100)}xx`;
      const key = `${operation} ${method} ${statusClass}`;
      let child = children.get(key);
      if (!child) children.set(key, (child = histogram.labels({ operation, method, status_class: statusClass })));
      child.observe(seconds);
    },
  };
}
