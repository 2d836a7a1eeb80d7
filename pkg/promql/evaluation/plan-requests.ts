import type { Expression, TimeModifiers, VectorSelector } from '../syntax/promql-ast.ts';
import { childExpressions } from '../syntax/walk-ast.ts';
import type { QueryTimes } from './plan-query.ts';
import type { SeriesRequest } from './series-source.ts';

interface Surroundings extends QueryTimes {
  readonly rangeMs: number;
  readonly func: string;
  readonly grouping: SeriesRequest['grouping'];
  readonly readsStatistics: boolean;
  /** Something around the selector looks at the buckets of histograms. */
  readonly readsBuckets: boolean;
}

const statisticsFunctions: ReadonlySet<string> = new Set(['histogram_count', 'histogram_sum', 'histogram_avg']);
const bucketFunctions: ReadonlySet<string> = new Set(['histogram_quantile', 'histogram_quantiles', 'histogram_fraction', 'histogram_stddev', 'histogram_stdvar']);

/** What every selector of a planned query needs from storage. */
export function planRequests(expr: Expression, times: QueryTimes, lookbackMs: number, defaultSubqueryStepMs: number): Map<VectorSelector, SeriesRequest> {
  const requests = new Map<VectorSelector, SeriesRequest>();
  const visit = (node: Expression, around: Surroundings): void => {
    switch (node.kind) {
      case 'vector':
        requests.set(node, requestOf(node, around, lookbackMs));
        return;
      case 'matrix':
        return visit(node.selector, { ...around, rangeMs: node.rangeMs });
      case 'subquery': {
        const { startMs, endMs } = shift(node, around);
        return visit(node.expr, { startMs: startMs - node.rangeMs, endMs, stepMs: node.stepMs || defaultSubqueryStepMs, ...outermost, readsBuckets: true });
      }
      case 'call': {
        const args = node.func.name === 'info' ? node.args.slice(0, 1) : node.args;
        const { name } = node.func;
        const inner = {
          ...around, func: name, grouping: undefined,
          readsStatistics: around.readsStatistics || statisticsFunctions.has(name),
          readsBuckets: around.readsBuckets || bucketFunctions.has(name),
        };
        return args.forEach((arg) => visit(arg, inner));
      }
      case 'aggregation':
        if (node.param) visit(node.param, { ...around, func: node.op, grouping: undefined });
        return visit(node.expr, { ...around, func: node.op, grouping: { labels: node.grouping, without: node.without } });
      case 'binary':
        return childExpressions(node).forEach((child) =>
          visit(child, { ...around, func: '', grouping: undefined, readsBuckets: around.readsBuckets || node.op === '</' || node.op === '>/' }),
        );
      case 'invariant':
      case 'number':
      case 'parenthesized':
      case 'string':
      case 'unary':
        return childExpressions(node).forEach((child) => visit(child, around));
    }
  };
  visit(expr, { ...times, ...outermost });
  return requests;
}

const outermost = { rangeMs: 0, func: '', grouping: undefined, readsStatistics: false, readsBuckets: false };

function shift({ timestampMs, offsetMs }: TimeModifiers, { startMs, endMs }: QueryTimes): { startMs: number; endMs: number } {
  return { startMs: (timestampMs ?? startMs) - offsetMs, endMs: (timestampMs ?? endMs) - offsetMs };
}

function requestOf(selector: VectorSelector, around: Surroundings, lookbackMs: number): SeriesRequest {
  const { startMs, endMs } = shift(selector, around);
  const { rangeMs, stepMs, func, grouping } = around;
  // Windows and lookback are open on the left: a sample exactly at their beginning does not count.
  const back = rangeMs === 0 ? lookbackMs : selector.extension ? rangeMs + lookbackMs : rangeMs;
  const ahead = selector.extension === 'smoothed' ? lookbackMs : 0;
  return { matchers: selector.matchers, startMs: startMs - back + 1, endMs: endMs + ahead, stepMs, rangeMs, func, grouping, statisticsOnly: around.readsStatistics && !around.readsBuckets };
}
