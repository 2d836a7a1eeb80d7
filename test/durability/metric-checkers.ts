import type { SentSample } from './persistent-metric-senders.ts';

/** What one tenant's senders were told, and what is there. */
export interface MetricObservations {
  readonly acknowledged: readonly SentSample[];
  /** Also what was not acknowledged: it may be there, or not. */
  readonly sent: readonly SentSample[];
  /** What senders were told for good that is no success. */
  readonly refusals: readonly string[];
  /** As queries answer, of each process that was asked. */
  readonly stored: Readonly<Record<string, readonly SentSample[]>>;
  /** How many samples a query counts, of each process. */
  readonly counted: Readonly<Record<string, number>>;
}

type MetricChecker = (seen: MetricObservations) => readonly string[];

const keyOf = ({ series, timeMs }: SentSample): string => `${series} at ${timeMs}`;
const byProcess = (seen: MetricObservations, problemsOf: (stored: readonly SentSample[]) => readonly string[]): readonly string[] =>
  Object.entries(seen.stored).flatMap(([process, stored]) => problemsOf(stored).map((problem) => `${process}: ${problem}`));

/** Every sample that was acknowledged is there, whoever is asked. */
const keepsAcknowledgedSamples: MetricChecker = (seen) =>
  byProcess(seen, (stored) => {
    const there = new Set(stored.map(keyOf));
    return seen.acknowledged.filter((sample) => !there.has(keyOf(sample))).map((sample) => `${keyOf(sample)} was acknowledged and is not there`);
  });

/** None twice: neither in an answer nor in a count. */
const keepsEachSampleOnce: MetricChecker = (seen) => [
  ...byProcess(seen, (stored) => {
    const [there, twice] = [new Set<string>(), new Set<string>()];
    for (const key of stored.map(keyOf)) (there.has(key) ? twice : there).add(key);
    return [...twice].map((key) => `${key} is there more than once`);
  }),
  ...Object.entries(seen.counted).flatMap(([process, count]) => (count === seen.stored[process]?.length ? [] : [`${process} counts ${count} samples and shows ${seen.stored[process]?.length}`])),
];

/** Nothing is there that was not sent, and everything with the value that was sent. */
const keepsValues: MetricChecker = (seen) => {
  const sent = new Map(seen.sent.map((sample) => [keyOf(sample), sample.value]));
  return byProcess(seen, (stored) => stored.flatMap((sample) => {
    const value = sent.get(keyOf(sample));
    if (value === undefined) return [`${keyOf(sample)} was never sent`];
    return value === sample.value ? [] : [`${keyOf(sample)} is ${sample.value} instead of ${value}`];
  }));
};

/** A sender that does as senders do is never told that its samples are wrong. */
const refusesNobody: MetricChecker = ({ refusals }) => refusals;

const METRIC_CHECKERS = { keepsAcknowledgedSamples, keepsEachSampleOnce, keepsValues, refusesNobody } as const satisfies Readonly<Record<string, MetricChecker>>;
export type MetricCheckerName = keyof typeof METRIC_CHECKERS;

/** Names of the checkers that are not content, with the first things they say. */
export const metricVerdict = (seen: MetricObservations): Readonly<Partial<Record<MetricCheckerName, readonly string[]>>> =>
  Object.fromEntries(Object.entries<MetricChecker>(METRIC_CHECKERS).map(([name, check]) => [name, check(seen).slice(0, 10)] as const).filter(([, problems]) => problems.length > 0));
