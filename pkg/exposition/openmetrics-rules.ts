import type { Label } from '#pkg/sample-model';
import type { ExpositionExemplar, MetricFamily } from './exposition.ts';

interface RawSample {
  readonly family: MetricFamily;
  /** What the sample's name adds to that of its family. */
  readonly ending: string;
  readonly labels: readonly Label[];
  readonly value: number;
  readonly exemplar: ExpositionExemplar | undefined;
}

const MAX_EXEMPLAR_CHARACTERS = 128;

/** Which rule of OpenMetrics 1.0 (section 5, metric types) the sample breaks; undefined: none. */
export function sampleFault({ family: { name, type }, ending, labels, value, exemplar }: RawSample): string | undefined {
  const label = (wanted: string): string | undefined => labels.find((one) => one.name === wanted)?.value;
  if (exemplar) {
    const mayHave = ending === '_bucket' || (type === 'counter' && ending === '_total');
    return mayHave ? exemplarFault(exemplar) : 'only totals of counters and buckets have exemplars';
  }
  if (ending === '_created') return Number.isFinite(value) ? undefined : 'the time of creation is not a number';
  if (ending === '_bucket' && label('le') === undefined) return 'a bucket has a label "le"';
  if (type === 'summary' && ending === '') return quantileFault(label('quantile'), value);
  if (type === 'info' && value !== 1) return 'an info has the value 1';
  if (type === 'stateset') return label(name) === undefined ? `a state has a label ${JSON.stringify(name)}` : value === 0 || value === 1 ? undefined : 'a state is 0 or 1';
  if (['_total', '_bucket', '_count', '_gcount'].includes(ending) && !(value >= 0)) return 'a count is not negative and not NaN';
  if (type !== 'counter' && ['_bucket', '_count', '_gcount'].includes(ending) && !Number.isInteger(value)) return 'a count is a whole number';
  return undefined;
}

function quantileFault(quantile: string | undefined, value: number): string | undefined {
  if (quantile === undefined) return 'a summary has a label "quantile"';
  const number = quantile === '' ? NaN : Number(quantile);
  if (!(number >= 0 && number <= 1)) return 'a quantile is from 0 to 1';
  return value < 0 ? 'a quantile is not negative' : undefined;
}

function exemplarFault({ labels }: ExpositionExemplar): string | undefined {
  const characters = labels.reduce((sum, { name, value }) => sum + [...name].length + [...value].length, 0);
  return characters > MAX_EXEMPLAR_CHARACTERS ? `the labels of an exemplar have at most ${MAX_EXEMPLAR_CHARACTERS} characters, not ${characters}` : undefined;
}
