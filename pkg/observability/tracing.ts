import { context, isSpanContextValid, propagation, type Span, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

export { SpanKind } from '@opentelemetry/api';

export interface TracingOptions {
  readonly service: string;
  /** OTLP/HTTP base URL such as `http://collector:4318`; nothing is traced without one. */
  readonly endpoint?: string | undefined;
  /** Where spans go instead of the exporter; for tests. */
  readonly processor?: SpanProcessor;
}

/** Turns tracing on for this process when a collector is configured. The answer flushes and stops it. */
export function startTracing({ service, endpoint, processor }: TracingOptions): { stop(): Promise<void> } {
  if (!processor && endpoint === undefined) return { stop: () => Promise.resolve() };
  const exporting = processor ?? new BatchSpanProcessor(new OTLPTraceExporter({ url: `${(endpoint ?? '').replace(/\/$/, '')}/v1/traces` }));
  const provider = new NodeTracerProvider({ resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service }), spanProcessors: [exporting] });
  provider.register();
  return { stop: () => provider.shutdown() };
}

export interface SpanOptions {
  readonly kind?: SpanKind;
  /** W3C traceparent of the cause, where it did not happen in this call stack: another process, or an event. */
  readonly parent?: string | undefined;
  readonly attributes?: Attributes;
}

/** Runs `work` inside a span; an error is recorded on it and goes on. Costs next to nothing while tracing is off. */
export async function withSpan<Result>(name: string, { kind = SpanKind.INTERNAL, parent, attributes }: SpanOptions, work: (span: Span) => Promise<Result>): Promise<Result> {
  const ambient = parent === undefined ? context.active() : propagation.extract(context.active(), { traceparent: parent });
  const span = trace.getTracer('orchestrix').startSpan(name, attributes ? { kind, attributes } : { kind }, ambient);
  try {
    return await context.with(trace.setSpan(ambient, span), () => work(span));
  } catch (error) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** The open span as W3C `traceparent` (Trace Context level 1), to send along or to store; none while tracing is off. */
export function currentTraceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}
