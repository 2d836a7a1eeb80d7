import { type CallContext, ServerError, type ServerMiddlewareCall, Status } from 'nice-grpc';
import type { IdGenerator } from '#internal/kernel';
import { correlationOf } from '#internal/platform/http';
import { unavailable } from '#pkg/apperror';
import { type Logger, SpanKind, withSpan } from '#pkg/observability';
import { callFailure } from './call-status.ts';
import type { GrpcMetrics } from './grpc-metrics.ts';

/** What every call knows from its first moment. */
export interface Framed {
  readonly correlationId: string;
}

export interface CallFrameDeps {
  readonly ids: IdGenerator;
  readonly logger: Logger;
  readonly metrics: GrpcMetrics;
  /** Aborted when the server begins to stop: streams end then, other calls finish. */
  readonly stopping: AbortSignal;
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/**
 * The outermost middleware: correlation id (also answered as `x-correlation-id`), a span, the duration, and one translation of whatever is thrown.
 * The span of a stream is its opening, because a stream may stay open for days.
 */
export function callFrame({ ids, logger, metrics, stopping }: CallFrameDeps) {
  return async function* frame<Request, Response>(call: ServerMiddlewareCall<Request, Response, Framed>, context: CallContext): AsyncGenerator<Response, Response | void, undefined> {
    const started = performance.now();
    const { path } = call.method;
    const { correlationId, parent } = correlationOf(context.metadata.get('traceparent'), ids);
    context.header.set('x-correlation-id', correlationId);
    let status: Status = Status.OK;
    try {
      const attributes = { 'rpc.system': 'grpc', 'rpc.method': path.slice(1) };
      if (!call.responseStream) {
        const next = call.next(call.request, { ...context, correlationId });
        return await withSpan(path.slice(1), { kind: SpanKind.SERVER, parent, attributes }, async () => (await next.next()).value);
      }
      const signal = AbortSignal.any([context.signal, stopping]);
      const messages = call.next(call.request, { ...context, signal, correlationId });
      try {
        let next = await withSpan(path.slice(1), { kind: SpanKind.SERVER, parent, attributes }, () => messages.next());
        for (; !next.done; next = await messages.next()) yield next.value;
      } finally {
        await messages.return();
      }
      if (stopping.aborted) throw unavailable('the server is stopping', 1);
      return;
    } catch (error) {
      if (isAbort(error) && !stopping.aborted) {
        status = Status.CANCELLED;
        throw error;
      }
      const failure = error instanceof ServerError ? { error, unexpected: false } : callFailure(isAbort(error) ? unavailable('the server is stopping', 1) : error, correlationId);
      status = failure.error.code;
      const fields = { method: path, status: Status[status], correlation_id: correlationId };
      if (failure.unexpected) logger.error({ ...fields, err: error }, 'call failed');
      else logger.debug({ ...fields, detail: failure.error.details }, 'call refused');
      throw failure.error;
    } finally {
      metrics.observe(path, Status[status], (performance.now() - started) / 1000);
    }
  };
}
