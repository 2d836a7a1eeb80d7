import { InMemorySeries, Labels, type MemorySample, parsePromql, parseSeriesDescription, type SequenceValue, type SeriesRequest, type SeriesSamples, type SeriesSource } from '#pkg/promql';
import type { AppendOutcome } from '../evaluation/rule-host.ts';
import type { RuleSample } from '../model/rule-outcome.ts';
import type { InputSeries } from './rule-test-file.ts';

/** How many samples the input of one test may describe. */
export const MAX_INPUT_SAMPLES = 1_000_000;

/** What a test's rules see: its input series, up to the present of the test, and what they have written. */
export class TestStorage implements SeriesSource {
  private readonly series = new InMemorySeries();
  private readonly written = new Map<string, Map<number, RuleSample['value']>>();
  private nowMs = -Infinity;

  /** Throws when a series cannot be read. */
  constructor(input: readonly InputSeries[], startMs: number, intervalMs: number) {
    const counts = input.flatMap(({ values }) => [...values.matchAll(/x(\d+)/g)].map(([, count]) => Number(count)));
    if (counts.reduce((total, count) => total + count, 0) > MAX_INPUT_SAMPLES) throw new Error(`the input series have more than ${MAX_INPUT_SAMPLES} samples`);
    // Of a series that is described twice the last description counts.
    for (const { series } of input) checkMetric(series);
    const described = new Map(input.map(({ series, values }) => parseSeriesDescription(`${series} ${values}`)).map((one) => [one.labels.key, one]));
    for (const { labels, values } of described.values()) {
      this.series.add(labels, values.flatMap((value, index) => (value.kind === 'gap' ? [] : [{ timeMs: startMs + index * intervalMs, value: valueOf(value), startMs: 0 }])));
    }
  }

  /** Lets samples up to this moment be seen. */
  advanceTo(timeMs: number): void {
    this.nowMs = timeMs;
  }

  async select(requests: readonly SeriesRequest[]): Promise<SeriesSamples[][]> {
    return this.series.select(requests.map((request) => ({ ...request, endMs: Math.min(request.endMs, this.nowMs) })));
  }

  async append(samples: readonly RuleSample[]): Promise<AppendOutcome> {
    const refusals: { index: number; reason: string }[] = [];
    samples.forEach(({ labels, timeMs, value }, index) => {
      const known = this.written.get(labels.key) ?? new Map<number, RuleSample['value']>();
      this.written.set(labels.key, known);
      const before = known.get(timeMs);
      if (before === undefined) {
        known.set(timeMs, value);
        this.series.add(labels, [{ timeMs, value: value === 'stale' ? undefined : value, startMs: 0 } satisfies MemorySample]);
      } else if (!Object.is(before, value) && value !== 'stale') refusals.push({ index, reason: 'duplicate sample for timestamp' });
    });
    return { refusals };
  }
}

/** The reader of series takes what it can; people want to know what it cannot. */
function checkMetric(series: string): void {
  if (/^\s*\{\s*\}\s*$/.test(series)) return;
  const parsed = parsePromql(series);
  if (parsed.kind !== 'vector' || parsed.matchers.some(({ operator }) => operator !== '=')) throw new Error(`no series: ${series}`);
}

const valueOf = (value: Exclude<SequenceValue, { kind: 'gap' }>): MemorySample['value'] => (value.kind === 'float' ? value.value : value.kind === 'histogram' ? value.histogram : undefined);

/** The labels of an expected sample: `{a="b"}`, `metric{a="b"}`; nothing is no labels. */
export function parseTestLabels(text: string): Labels {
  if (text.trim() === '') return Labels.empty;
  checkMetric(text);
  return parseSeriesDescription(`${text} 0`).labels;
}
