import type { StepSeries } from '../values/step-series.ts';
import type { AggregationCall } from './aggregation-call.ts';
import { floatAggregations } from './float-aggregations.ts';
import { checkRatioParameter, limitCount, limitRatio } from './limit-aggregations.ts';
import { checkCountParameter, checkQuantileParameter, extremeSeries, quantileGroup } from './ranking-aggregations.ts';
import { groupSeries, type SeriesGroup } from './series-groups.ts';
import { averageGroup, sumGroup } from './sum-aggregations.ts';

/** Every aggregation but count_values, for all steps at once. */
export function aggregateSeries(all: readonly StepSeries[], call: AggregationCall): StepSeries[] {
  const groups = () => groupSeries(all, call.node.grouping, call.node.without);
  const one = (aggregate: (group: SeriesGroup, call: AggregationCall) => StepSeries | undefined) =>
    groups().flatMap((group) => aggregate(group, call) ?? []);
  const { op } = call.node;
  switch (op) {
    case 'sum':
      return one(sumGroup);
    case 'avg':
      return one(averageGroup);
    case 'quantile':
      checkQuantileParameter(call);
      return one(quantileGroup);
    case 'topk':
    case 'bottomk':
      if (!checkCountParameter(call)) return [];
      return groups().flatMap((group) => extremeSeries(group, call, op === 'topk' ? 'largest' : 'smallest'));
    case 'limitk':
      return checkCountParameter(call) ? groups().flatMap((group) => limitCount(group, call)) : [];
    case 'limit_ratio':
      return checkRatioParameter(call) ? groups().flatMap((group) => limitRatio(group, call)) : [];
    default: {
      const aggregate = floatAggregations[op];
      if (!aggregate) throw new Error(`no implementation of ${op}`);
      return one(aggregate);
    }
  }
}
