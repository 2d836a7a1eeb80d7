import { bucketsFromSpans, type CounterResetHint, emptyHistogram, type FloatHistogram, noBuckets, type SparseBuckets } from '../histograms/float-histogram.ts';
import { parseTestNumber } from './test-number.ts';

const hints: ReadonlySet<string> = new Set<CounterResetHint>(['unknown', 'reset', 'not_reset', 'gauge']);

/** Reads what is between the braces of `{{schema:1 count:3 sum:5 buckets:[1 2] offset:-1}}`. */
export function parseHistogramLiteral(text: string): { histogram: FloatHistogram; hintIsGiven: boolean } {
  const parts = new Map([...text.matchAll(/(\w+):(\[[^\]]*\]|\S+)/g)].map(([, key = '', value = '']) => [key, value]));
  const number = (key: string): number => parseTestNumber(parts.get(key) ?? '0');
  const list = (key: string): number[] => (parts.get(key) ?? '').match(/[^\s[\]]+/g)?.map(parseTestNumber) ?? [];
  const buckets = (key: string, offset: string): SparseBuckets => {
    const counts = list(key);
    return counts.length === 0 ? noBuckets : bucketsFromSpans([{ offset: number(offset), length: counts.length }], counts);
  };
  const hint = parts.get('counter_reset_hint');
  return {
    hintIsGiven: hint !== undefined,
    histogram: {
      ...emptyHistogram,
      schema: number('schema'),
      counterResetHint: hint !== undefined && hints.has(hint) ? (hint as CounterResetHint) : 'unknown',
      count: number('count'),
      sum: number('sum'),
      zeroThreshold: number('z_bucket_w'),
      zeroCount: number('z_bucket'),
      positive: buckets('buckets', 'offset'),
      negative: buckets('n_buckets', 'n_offset'),
      customValues: list('custom_values'),
    },
  };
}
