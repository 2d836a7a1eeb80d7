import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { currentTraceparent, startTracing, withSpan } from './index.ts';

describe('tracing', () => {
  test('is silent until it is configured', async () => {
    await withSpan('nothing', {}, () => {
      expect(currentTraceparent()).toBeUndefined();
      return Promise.resolve();
    });
  });

  test('carries one trace from a stored traceparent through nested spans', async () => {
    const exporter = new InMemorySpanExporter();
    const tracing = startTracing({ service: 'spec', processor: new SimpleSpanProcessor(exporter) });
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const stored = await withSpan('handle event', { parent }, () => withSpan('call out', {}, () => Promise.resolve(currentTraceparent())));
    await expect(withSpan('fail', { parent }, () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');

    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name }) => name)).toEqual(['call out', 'handle event', 'fail']);
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']));
    expect(spans[0]!.parentSpanContext?.spanId).toBe(spans[1]!.spanContext().spanId);
    expect(spans[2]!.status.code).toBe(2);
    expect(stored).toBe(`00-0af7651916cd43dd8448eb211c80319c-${spans[0]!.spanContext().spanId}-01`);
    await tracing.stop();
  });
});
