import { setTimeout as sleep } from 'node:timers/promises';
import { limit as limitReached } from '#pkg/apperror';
import { Labels, type SeriesRequest, type SeriesSamples, type SeriesSource, writeStaleMarker } from '#pkg/promql';
import { AnswerTooLarge, type RemoteHttp } from './remote-http.ts';
import type { RemoteStoreOptions } from './remote-store-options.ts';
import type { RemoteTenancyOf } from './remote-tenancy.ts';

/** One series of an answer: pairs of seconds and text. */
interface MatrixSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values?: readonly (readonly [seconds: number, value: string])[];
}

/** Answers about ranges shorter than this are not cut any more. */
const SHORTEST_MS = 1_000;

/** Raw samples of a tenant, by instant queries for a range vector: the Prometheus HTTP API has no other way to them. */
export class RemoteSeriesSource implements SeriesSource {
  constructor(
    private readonly http: RemoteHttp,
    private readonly options: RemoteStoreOptions,
    private readonly tenancy: RemoteTenancyOf,
    private readonly maxSeries: number,
  ) {}

  select(requests: readonly SeriesRequest[], signal?: AbortSignal): Promise<readonly (readonly SeriesSamples[])[]> {
    return Promise.all(requests.map(({ matchers, startMs, endMs }) => this.selectOne(this.tenancy.selector(matchers.map(({ operator, ...matcher }) => ({ ...matcher, op: operator }))), startMs, endMs, signal)));
  }

  private async selectOne(selector: string | undefined, startMs: number, endMs: number, signal: AbortSignal | undefined): Promise<readonly SeriesSamples[]> {
    if (selector === undefined || endMs < 0 || startMs > endMs) return [];
    const parts = await this.fetch(selector, Math.max(0, Math.floor(startMs)), Math.ceil(endMs), signal);
    const bySeries = Map.groupBy(parts.flat(), ({ labels }) => labels.key);
    this.check(bySeries.size);
    return [...bySeries.values()].map(joined);
  }

  /** The answers for a range: one, or those of its two halves where one would be too long. */
  private async fetch(selector: string, startMs: number, endMs: number, signal: AbortSignal | undefined): Promise<readonly (readonly SeriesSamples[])[]> {
    try {
      return [await this.ask(selector, startMs, endMs, signal)];
    } catch (error) {
      if (!(error instanceof AnswerTooLarge)) throw error;
      if (endMs - startMs < SHORTEST_MS) throw limitReached('the remote store answers the query with more than can be held in memory');
      const middle = Math.floor((startMs + endMs) / 2);
      const early = await this.fetch(selector, startMs, middle, signal);
      return [...early, ...(await this.fetch(selector, middle + 1, endMs, signal))];
    }
  }

  private async ask(selector: string, startMs: number, endMs: number, signal: AbortSignal | undefined): Promise<readonly SeriesSamples[]> {
    // Windows are open on the left.
    const parameters = new URLSearchParams({ query: `${selector}[${endMs - startMs + 1}ms]`, time: (endMs / 1000).toFixed(3) });
    const data = (await this.http.query('query', parameters, this.tenancy.headers, { signal })) as { readonly result?: readonly MatrixSeries[] };
    const result = Array.isArray(data.result) ? (data.result as readonly MatrixSeries[]) : [];
    this.check(result.length);
    const found: SeriesSamples[] = [];
    for (const [index, series] of result.entries()) {
      if (index % 200 === 199) await sleep(0, undefined, { signal }); // a turn for others
      const samples = this.samplesOf(series);
      if (samples.timestamps.length > 0) found.push(samples);
    }
    return found;
  }

  private samplesOf({ metric, values: pairs = [] }: MatrixSeries): SeriesSamples {
    const [timestamps, values] = [new Float64Array(pairs.length), new Float64Array(pairs.length)];
    pairs.forEach(([seconds, text], at) => {
      timestamps[at] = Math.round(seconds * 1000);
      if (text === 'NaN' && this.options.dialect === 'victoriametrics') writeStaleMarker(values, at);
      else values[at] = numberOf(text);
    });
    const labels = this.tenancy.unmarked(metric);
    return { labels: new Labels(labels.map(({ name }) => name), labels.map(({ value }) => value)), timestamps, values };
  }

  private check(series: number): void {
    if (series > this.maxSeries) throw limitReached(`the query selects more than ${this.maxSeries} series`);
  }
}

const numberOf = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

/** Samples of one series from several answers, each later than the one before. */
function joined(parts: readonly SeriesSamples[]): SeriesSamples {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const length = parts.reduce((sum, { timestamps }) => sum + timestamps.length, 0);
  const [timestamps, values] = [new Float64Array(length), new Float64Array(length)];
  let at = 0;
  for (const part of parts) {
    timestamps.set(part.timestamps, at);
    values.set(part.values, at);
    at += part.timestamps.length;
  }
  return { labels: first?.labels ?? Labels.empty, timestamps, values };
}
