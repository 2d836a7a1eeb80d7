import { PrometheusError } from '#internal/platform/http';
import { PromqlError } from '#pkg/promql';
import { invalidParameter } from './prometheus-parameters.ts';

/** An error as Prometheus's API tells it: what is wrong with a query is a parameter that is wrong. */
export function prometheusFailure(error: unknown): unknown {
  if (!(error instanceof PromqlError)) return error;
  return error.errorType === 'bad_data' ? invalidParameter('query', error.message) : new PrometheusError(error.errorType, error.message);
}

/** The same pieces, and errors as Prometheus's API tells them. */
export async function* prometheusPieces(pieces: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* pieces;
  } catch (error) {
    throw prometheusFailure(error);
  }
}
