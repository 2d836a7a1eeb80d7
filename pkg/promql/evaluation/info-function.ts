import type { Expression } from '../syntax/promql-ast.ts';
import { type LabelMatcher, valuePredicate } from '../values/label-matcher.ts';
import { executionError } from '../values/promql-error.ts';
import { type Labels, METRIC_NAME } from '../values/promql-labels.ts';
import { ABSENT, FLOAT, isPresent, type StepSeries, StepSeriesBuilder, timeOfStep, valueAt } from '../values/step-series.ts';
import type { InfoReference } from './info-reference.ts';
import { mergeEqualLabels } from './merge-series.ts';
import type { StepContext } from './query-run.ts';
import type { SeriesRequest, SeriesSamples } from './series-source.ts';

/** The labels by which a series and its info series belong together. */
const identifyingLabels = ['instance', 'job'] as const;
const identifying: ReadonlySet<string> = new Set(identifyingLabels);

/** Which info series are wanted, and which of their labels. */
export interface InfoSelection {
  /** Matchers on labels other than the name, by label; none stands for all labels. */
  readonly dataMatchers: ReadonlyMap<string, readonly LabelMatcher[]>;
  /** Whether a series is itself an info series, and so is left as it is. */
  readonly isInfo: (labels: Labels) => boolean;
}

/** What info() needs from storage to enrich the given series. */
export function infoRequests(selector: Expression | undefined, base: readonly StepSeries[], reference: InfoReference, context: StepContext): { requests: SeriesRequest[]; selection: InfoSelection } {
  const matchers: readonly LabelMatcher[] = selector?.kind === 'vector' ? selector.matchers : [];
  const nameMatchers = effectiveNameMatchers(matchers.filter(({ name }) => name === METRIC_NAME));
  const data = matchers.filter(({ name }) => name !== METRIC_NAME);
  const dataMatchers = new Map(data.map(({ name }) => [name, data.filter((matcher) => matcher.name === name)]));
  const predicates = nameMatchers.map(valuePredicate);
  const isInfo = (labels: Labels) => predicates.every((matches) => matches(labels.metricName));

  const { grid, options } = context;
  const startMs = (reference.timestampMs ?? grid.startMs) - reference.offsetMs - options.lookbackMs + 1;
  const endMs = (reference.timestampMs ?? timeOfStep(grid, grid.steps - 1)) - reference.offsetMs;
  const requests = identifyingMatchers(base.filter(({ labels }) => !isInfo(labels))).map((identity): SeriesRequest => ({
    matchers: [...identity, ...data, ...nameMatchers], startMs, endMs, stepMs: grid.stepMs, rangeMs: 0, func: 'info', grouping: undefined, statisticsOnly: false,
  }));
  return { requests, selection: { dataMatchers, isInfo } };
}

/** `target_info` unless a name is asked for; a name that is only excluded means any other info metric. */
function effectiveNameMatchers(matchers: readonly LabelMatcher[]): LabelMatcher[] {
  if (matchers.length === 0) return [{ name: METRIC_NAME, operator: '=', value: 'target_info' }];
  const isPositive = matchers.some(({ operator }) => operator === '=' || operator === '=~');
  return isPositive ? [...matchers] : [{ name: METRIC_NAME, operator: '=~', value: '.+_info' }, ...matchers];
}

/** One set of matchers for series with both identifying labels, and one each for those with one of them. */
function identifyingMatchers(base: readonly StepSeries[]): LabelMatcher[][] {
  const byPresence = new Map<string, readonly StepSeries[]>();
  for (const series of base) {
    const presence = identifyingLabels.map((name) => (series.labels.get(name) === '' ? '-' : 'x')).join('');
    if (presence.includes('x')) byPresence.set(presence, [...(byPresence.get(presence) ?? []), series]);
  }
  return [...byPresence].map(([presence, members]) =>
    identifyingLabels.map((name, i): LabelMatcher => {
      if (presence[i] === '-') return { name, operator: '=', value: '' };
      const values = [...new Set(members.map(({ labels }) => labels.get(name)))].sort();
      return { name, operator: '=~', value: values.map(escapePattern).join('|') };
    }),
  );
}

const escapePattern = (text: string): string => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&');

/** Info metrics are floats, by convention 1. */
export function checkInfoSamples(all: readonly SeriesSamples[]): void {
  const wrong = all.find(({ histograms }) => histograms);
  if (wrong) throw executionError(`this should be an info metric, with float samples: ${wrong.labels.toString()}`);
}

/** `infos` hold the time of the info sample that counts at each step, by which the newest of several is chosen. */
export function joinInfoSeries(base: readonly StepSeries[], infos: readonly StepSeries[], selection: InfoSelection, context: StepContext): StepSeries[] {
  const groups = new Map<string, StepSeries[]>();
  for (const info of infos) {
    const key = info.labels.keep(identifying).key;
    groups.set(key, [...(groups.get(key) ?? []), info]);
  }
  const newest = new Map([...groups].map(([key, group]) => [key, newestByName(group, context)]));
  const results = base.flatMap((series): StepSeries[] => {
    if (selection.isInfo(series.labels)) return [series];
    const byName = newest.get(series.labels.keep(identifying).key) ?? [];
    return enrich(series, byName, selection, context);
  });
  return mergeEqualLabels(results, context);
}

/** For each name the info series that counts at each step. */
function newestByName(group: readonly StepSeries[], { grid }: StepContext): (StepSeries | undefined)[][] {
  const byName = Map.groupBy(group, ({ labels }) => labels.metricName);
  return [...byName.values()].map((series) => Array.from({ length: grid.steps }, (_, step) => {
    let best: StepSeries | undefined;
    for (const candidate of series) {
      if (candidate.kinds[step] !== FLOAT) continue;
      const distance = best ? (candidate.floats[step] as number) - (best.floats[step] as number) : 1;
      if (best && distance === 0) throw executionError(`found duplicate series for info metric: existing ${best.labels.toString()} @ ${best.floats[step] as number}, new ${candidate.labels.toString()} @ ${candidate.floats[step] as number}`);
      if (distance > 0) best = candidate;
    }
    return best;
  }));
}

/** A series with the data labels of its info series; these may change over time, and then it becomes several. */
function enrich(series: StepSeries, byName: readonly (readonly (StepSeries | undefined)[])[], selection: InfoSelection, context: StepContext): StepSeries[] {
  const mustMatch = [...selection.dataMatchers.values()].flat().some((matcher) => !valuePredicate(matcher)(''));
  const results = new Map<string, StepSeriesBuilder>();
  for (let step = 0; step < context.grid.steps; step++) {
    if (series.kinds[step] === ABSENT) continue;
    const infos = byName.flatMap((at) => at[step] ?? []);
    if (infos.length === 0 && mustMatch) continue;
    const labels = series.labels.with(dataLabels(series.labels, infos, selection));
    const result = results.get(labels.key) ?? new StepSeriesBuilder(labels, context.grid.steps, series.dropName);
    results.set(labels.key, result);
    result.set(step, valueAt(series, step));
  }
  return [...results.values()].filter(isPresent);
}

function dataLabels(base: Labels, infos: readonly StepSeries[], { dataMatchers }: InfoSelection): Map<string, string> {
  const found = new Map<string, string>();
  for (const { labels } of infos) {
    for (const [name, value] of labels.entries()) {
      if (name === METRIC_NAME || (dataMatchers.size > 0 && !dataMatchers.has(name))) continue;
      const known = found.get(name);
      if (known !== undefined && known !== value) throw executionError(`conflicting label: ${name}`);
      if (base.get(name) === '') found.set(name, value);
    }
  }
  return found;
}
