import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

/**
 * A program that is measured by the OpenTelemetry SDK: a process of its own, as the exporter's modules want it. Two orders, of 5 and 7, each exported.
 * Arguments: where to, the API key, the service's name, `cumulative` or `delta`.
 */
async function sell([url = '', key = '', service = '', temporality = '']: readonly string[]): Promise<void> {
  const exporter = new OTLPMetricExporter({ url, headers: { authorization: `Bearer ${key}` }, temporalityPreference: temporality === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': 'one', 'host.name': 'h1' }),
    readers: [new PeriodicExportingMetricReader({ exportIntervalMillis: 600_000, exporter })],
  });
  const meter = provider.getMeter('shop', '1.2.3');
  const orders = meter.createCounter('orders', { description: 'Orders.', unit: 'By' });
  const size = meter.createHistogram('order.size', { unit: 's', advice: { explicitBucketBoundaries: [1, 5] } });
  for (const amount of [5, 7]) {
    orders.add(amount, { country: 'de' });
    size.record(amount);
    await provider.forceFlush();
  }
  await provider.shutdown();
}

void sell(process.argv.slice(2));
