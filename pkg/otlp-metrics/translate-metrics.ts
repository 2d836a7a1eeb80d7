import type { DeltaAccumulator } from './delta-accumulator.ts';
import { translateExplicitHistogram } from './explicit-histogram-points.ts';
import { translateExponentialHistogram } from './exponential-histogram-points.ts';
import { translateGauge, translateSum } from './number-points.ts';
import type { OtlpMetric, OtlpRequest } from './otlp-messages.ts';
import { prometheusName, prometheusUnit } from './prometheus-name.ts';
import { resourceLabels, scopeLabels } from './resource-labels.ts';
import { translateSummary } from './summary-points.ts';
import { type MetricContext, milliseconds, prometheusType, TranslationOutput } from './translation-output.ts';
import { TRANSLATION, type TranslatedFamily, type Translation, type TranslationOptions } from './translation.ts';

/**
 * Turns an export request into series of Prometheus, by the compatibility specification
 * (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus). Deltas are added up in
 * `deltas`; without it they are rejected. What makes no sense is left out, counted and explained; nothing is thrown.
 */
export function translateMetrics({ resourceMetrics }: OtlpRequest, options: TranslationOptions = TRANSLATION, deltas?: DeltaAccumulator): Translation {
  const output = new TranslationOutput(options.maxSamples);
  for (const { resource, scopeMetrics } of resourceMetrics) {
    const { identity, promoted, targetInfo } = resourceLabels(resource?.attributes ?? [], options);
    let latest = 0;
    for (const { scope, metrics, schemaUrl = '' } of scopeMetrics) {
      const outer = { identity, promoted, scope: options.scopeLabels ? scopeLabels(scope, schemaUrl, options) : new Map<string, string>() };
      for (const metric of metrics) {
        latest = pointsOf(metric).reduce((last, { timeUnixNano }) => Math.max(last, milliseconds(timeUnixNano)), latest);
        translateMetric(metric, { outer, options, deltas, output });
      }
    }
    if (targetInfo && latest > 0) {
      output.families.set('target_info', { name: 'target_info', type: 'info', help: 'The attributes of the resource.', unit: '' });
      output.push([{ labels: targetInfo, timestamp: latest, startTimestamp: 0, value: 1, stale: false, exemplars: [] }]);
    }
  }
  return output.finish();
}

const pointsOf = ({ gauge, sum, histogram, exponentialHistogram, summary }: OtlpMetric): readonly { readonly timeUnixNano?: string | number }[] =>
  (gauge ?? sum ?? histogram ?? exponentialHistogram ?? summary)?.dataPoints ?? [];

function translateMetric(metric: OtlpMetric, around: Omit<MetricContext, 'family'>): void {
  const { output, options } = around;
  const type = typeOf(metric);
  const name = prometheusName({ name: metric.name ?? '', unit: metric.unit ?? '', kind: type === 'counter' ? 'counter' : metric.gauge ? 'gauge' : 'other' }, options);
  const before = name === undefined ? undefined : output.families.get(name);
  if (name === undefined || type === undefined) return output.reject(name === undefined ? `${JSON.stringify(metric.name ?? '')} leaves no metric name` : `${name}: there are no data points`, pointsOf(metric).length);
  if (before && before.type !== type) return output.reject(`${name}: it is a ${type} here and a ${before.type} before`, pointsOf(metric).length);
  const family = before ?? { name, type, help: metric.description ?? '', unit: prometheusUnit(metric.unit ?? '') };
  output.families.set(name, family);
  const context = { ...around, family };
  if (metric.gauge) translateGauge(metric.gauge.dataPoints, context);
  else if (metric.sum) translateSum(metric.sum.dataPoints, metric.sum.aggregationTemporality, context);
  else if (metric.histogram) translateExplicitHistogram(metric.histogram.dataPoints, metric.histogram.aggregationTemporality, context);
  else if (metric.exponentialHistogram) translateExponentialHistogram(metric.exponentialHistogram.dataPoints, metric.exponentialHistogram.aggregationTemporality, context);
  else if (metric.summary) translateSummary(metric.summary.dataPoints, context);
}

/** Gauges and sums that also fall may be something else to Prometheus, and then say so. */
function typeOf({ gauge, sum, histogram, exponentialHistogram, summary, metadata }: OtlpMetric): TranslatedFamily['type'] | undefined {
  if (sum?.isMonotonic) return 'counter';
  if (gauge || sum) return (['unknown', 'info', 'stateset'] as const).find((type) => type === prometheusType(metadata)) ?? 'gauge';
  return histogram || exponentialHistogram ? 'histogram' : summary ? 'summary' : undefined;
}
