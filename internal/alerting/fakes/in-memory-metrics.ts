import { Labels, type LabelMatcher, PromqlEngine, type QueryTimes, type SeriesRequest, type SeriesSamples, valuePredicate, writeStaleMarker } from '#pkg/promql';
import type { RuleSample } from '#pkg/prometheus-rules';
import type { Actor } from '#internal/kernel';
import type { MetricAppender, RefusedSample } from '../ports/metric-appender.ts';
import type { MetricQueries } from '../ports/metric-queries.ts';

interface Series {
  readonly labels: Labels;
  readonly samples: { readonly timeMs: number; readonly value: number | 'stale' }[];
}

/** Samples of tenants in memory, with the real engine over them. */
export class InMemoryMetrics implements MetricQueries, MetricAppender {
  /** When set, what is asked or written fails with it. */
  failure: Error | undefined;
  /** Calls of `append`. */
  appends = 0;
  /** Waited for before every query. */
  before: () => Promise<void> = () => Promise.resolve();
  readonly #tenants = new Map<string, Map<string, Series>>();

  /** One sample, as somebody sends it. */
  push({ tenantId }: Pick<Actor, 'tenantId'>, labels: Readonly<Record<string, string>>, time: Date, value: number | 'stale'): void {
    this.#put(tenantId, Labels.from(labels), time.getTime(), value);
  }

  async append({ tenantId }: Actor, samples: readonly RuleSample[]): Promise<readonly RefusedSample[]> {
    if (this.failure) throw this.failure;
    this.appends += 1;
    for (const { labels, timeMs, value } of samples) if (typeof value !== 'object') this.#put(tenantId, labels, timeMs, value);
    return [];
  }

  async instant(actor: Actor, query: string, timeMs: number) {
    await this.before();
    if (this.failure) throw this.failure;
    return this.#engine(actor).instant(query, timeMs);
  }

  async range(actor: Actor, query: string, times: QueryTimes) {
    if (this.failure) throw this.failure;
    return this.#engine(actor).range(query, times);
  }

  /** All samples of a metric, in words: `{alertname="Down"} 1@60000`. */
  told({ tenantId }: Pick<Actor, 'tenantId'>, metric: string): string[] {
    const of = [...(this.#tenants.get(tenantId)?.values() ?? [])].filter(({ labels }) => labels.metricName === metric);
    return of.map(({ labels, samples }) => `${labels.without(new Set(['__name__'])).toString()} ${samples.map(({ timeMs, value }) => `${value}@${timeMs}`).join(' ')}`).sort();
  }

  #put(tenantId: string, labels: Labels, timeMs: number, value: number | 'stale'): void {
    const tenant = this.#tenants.get(tenantId) ?? new Map<string, Series>();
    this.#tenants.set(tenantId, tenant);
    const series = tenant.get(labels.key) ?? { labels, samples: [] };
    tenant.set(labels.key, series);
    series.samples.push({ timeMs, value });
  }

  #engine({ tenantId }: Actor): PromqlEngine {
    const select = (requests: readonly SeriesRequest[]) => Promise.resolve(requests.map(({ matchers }) => this.#matching(tenantId, matchers)));
    return new PromqlEngine({ select });
  }

  #matching(tenantId: string, matchers: readonly LabelMatcher[]): SeriesSamples[] {
    const tests = matchers.map((matcher) => ({ name: matcher.name, fits: valuePredicate(matcher) }));
    const found = [...(this.#tenants.get(tenantId)?.values() ?? [])].filter(({ labels }) => tests.every(({ name, fits }) => fits(labels.get(name))));
    return found.map(({ labels, samples }) => {
      const values = Float64Array.from(samples, ({ value }) => (value === 'stale' ? 0 : value));
      samples.forEach(({ value }, index) => { if (value === 'stale') writeStaleMarker(values, index); });
      return { labels, timestamps: Float64Array.from(samples, ({ timeMs }) => timeMs), values };
    });
  }
}
