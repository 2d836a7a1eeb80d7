import { Histogram, type Registry } from '#pkg/observability';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600];

export interface GrpcMetrics {
  /** Records a finished call; `status` is the name of its status code. */
  observe(path: string, status: string, seconds: number): void;
}

/** `orchestrix_grpc_call_duration_seconds`; its labels come from the contract, so a tenant cannot multiply them. */
export function grpcMetrics(registry: Registry): GrpcMetrics {
  const histogram = new Histogram({
    name: 'orchestrix_grpc_call_duration_seconds',
    help: 'Time from the first message of a gRPC call to its status; streams stay open as long as they are read',
    labelNames: ['method', 'status'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return { observe: (path, status, seconds) => histogram.observe({ method: path.slice(1), status }, seconds) };
}
