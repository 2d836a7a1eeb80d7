import type { RangeCall } from '../evaluation/range-windows.ts';
import { possibleNonCounter, possibleNonCounterLabel } from '../values/annotation-texts.ts';
import type { Labels } from '../values/promql-labels.ts';

const counterSuffixes = ['_total', '_sum', '_count', '_bucket'];

/** Remarks that the rate of a metric is taken whose name, or type if it has one, is not that of a counter. */
export function counterNameRemark(labels: Labels, call: RangeCall, typeLabels: boolean): void {
  const name = labels.metricName;
  if (name === '') return;
  if (!typeLabels) {
    if (!counterSuffixes.some((suffix) => name.endsWith(suffix))) call.remark(possibleNonCounter(name, call.range));
    return;
  }
  const type = labels.get('__type__');
  if (type !== 'counter' && type !== 'histogram') call.remark(possibleNonCounterLabel(name, type, call.range));
}
