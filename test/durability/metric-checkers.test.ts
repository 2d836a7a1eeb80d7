import { type MetricCheckerName, type MetricObservations, metricVerdict } from './metric-checkers.ts';
import { type SentSample, valueAt } from './persistent-metric-senders.ts';

const sample = (series: string, second: number): SentSample => ({ series, timeMs: second * 1000, value: valueAt(series, second * 1000) });
const sent = ['a-0', 'a-1'].flatMap((series) => [1, 2, 3].map((second) => sample(series, second)));
const lost = sample('a-0', 4); // was never acknowledged
const sound: MetricObservations = { acknowledged: sent, sent: [...sent, lost], refusals: [], stored: { first: sent, second: [...sent, lost] }, counted: { first: 6, second: 7 } };
const stored = (second: readonly SentSample[]) => ({ stored: { first: sent, second }, counted: { first: 6, second: second.length } });

test('everybody is content with what is sound, whether or not a sample arrived that was not acknowledged', () => {
  expect(metricVerdict(sound)).toEqual({});
});

test.each<[MetricCheckerName, string, Partial<MetricObservations>]>([
  ['keepsAcknowledgedSamples', 'one process lacks an acknowledged sample', stored(sent.slice(1))],
  ['keepsEachSampleOnce', 'a sample is shown twice', stored([...sent, ...sent.slice(0, 1)])],
  ['keepsEachSampleOnce', 'a sample is counted twice', { counted: { first: 6, second: 8 } }],
  ['keepsValues', 'a sample has another value', stored(sent.map((one, at) => (at === 2 ? { ...one, value: one.value + 0.25 } : one)))],
  ['keepsValues', 'a sample of somebody else is there', stored([...sent, sample('b-0', 1)])],
  ['refusesNobody', 'a sender was told that its samples are wrong', { refusals: ['a: 400 out of order'] }],
])('%s sees that %s', (checker, _fault, change) => {
  expect(metricVerdict({ ...sound, ...change })).toHaveProperty(checker);
});
