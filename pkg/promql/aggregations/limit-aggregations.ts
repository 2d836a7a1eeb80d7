import { invalidRatio } from '../values/annotation-texts.ts';
import { samplingOffset } from '../values/label-hash.ts';
import { executionError } from '../values/promql-error.ts';
import { ABSENT, isPresent, type StepSeries } from '../values/step-series.ts';
import type { AggregationCall } from './aggregation-call.ts';
import { extremes, withKinds } from './ranking-aggregations.ts';
import type { SeriesGroup } from './series-groups.ts';

/** Any k series of a group at each step: the first ones. */
export function limitCount({ series }: SeriesGroup, call: AggregationCall): StepSeries[] {
  const taken = new Uint32Array(call.context.grid.steps);
  return series
    .map((one) => withKinds(one, one.kinds.map((kind, step) => {
      if (kind === ABSENT || (taken[step] as number) >= Math.trunc(call.parameter[step] as number)) return ABSENT;
      taken[step] = (taken[step] as number) + 1;
      return kind;
    })))
    .filter(isPresent);
}

/** A share of all series, always the same ones; with -r those that r leaves out. */
export function limitRatio({ series }: SeriesGroup, call: AggregationCall): StepSeries[] {
  return series
    .map((one) => {
      const offset = samplingOffset(one.labels);
      return withKinds(one, one.kinds.map((kind, step) => {
        const ratio = Math.max(-1, Math.min(1, call.parameter[step] as number));
        return (ratio >= 0 ? offset < ratio : offset >= 1 + ratio) ? kind : ABSENT;
      }));
    })
    .filter(isPresent);
}

/** To be called once for all groups; false when nothing is wanted at any step. */
export function checkRatioParameter({ parameter, node, context }: AggregationCall): boolean {
  const range = node.param?.range ?? node.range;
  const [lowest, highest] = extremes(parameter);
  const hasNaN = parameter.some(Number.isNaN);
  if (!hasNaN && highest === 0 && lowest === 0) return false;
  if (hasNaN) throw executionError('Ratio value is NaN');
  if (highest > 1) context.annotations.add(invalidRatio(highest, 1, range));
  if (lowest < -1) context.annotations.add(invalidRatio(lowest, -1, range));
  return true;
}
