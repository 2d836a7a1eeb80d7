export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { Counter, createRegistry, Gauge, Histogram, type Registry } from './metrics.ts';
export { currentTraceparent, SpanKind, type SpanOptions, startTracing, type TracingOptions, withSpan } from './tracing.ts';
