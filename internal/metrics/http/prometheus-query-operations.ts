import type { Clock } from '#internal/kernel';
import { type OperationInput, type Operations, PrometheusError } from '#internal/platform/http';
import { astJson, parsePromql, prettifyPromql, type PromqlSyntaxOptions } from '#pkg/promql';
import type { AnswerForm, MetricQuery } from '../domain/metric-query.ts';
import type { AnswerQuery } from '../service/answer-query.ts';
import { prometheusData } from './json-pieces.ts';
import { prometheusFailure, prometheusPieces } from './prometheus-failure.ts';
import { invalidParameter, optionalTime, readDuration, readLimit, requiredDuration, requiredTime } from './prometheus-parameters.ts';

interface Deps {
  readonly answerQuery: AnswerQuery;
  readonly clock: Clock;
  readonly syntax: PromqlSyntaxOptions;
}
type Handled =
  | 'prometheusQuery' | 'prometheusQueryByForm' | 'prometheusQueryRange' | 'prometheusQueryRangeByForm'
  | 'prometheusFormatQuery' | 'prometheusFormatQueryByForm' | 'prometheusParseQuery' | 'prometheusParseQueryByForm';
type InstantInput = Pick<OperationInput<'prometheusQuery'>, 'actor' | 'query' | 'signal'>;
type RangeInput = Pick<OperationInput<'prometheusQueryRange'>, 'actor' | 'query' | 'signal'>;
type TextInput = Pick<OperationInput<'prometheusParseQuery'>, 'query'>;
type Query = RangeInput['query'];

/** As many steps as Prometheus allows: a week of minutes, or a year of hours. */
const MOST_STEPS = 11_000;

/** `query`, `query_range`, `format_query` and `parse_query` of Prometheus's HTTP API. */
export function prometheusQueryOperations({ answerQuery, clock, syntax }: Deps): Pick<Operations, Handled> {
  const answer = async ({ actor, signal }: Pick<InstantInput, 'actor' | 'signal'>, query: MetricQuery, form: AnswerForm) => ({ status: 200, raw: prometheusPieces(answerQuery(actor, query, form, signal)) }) as const;

  const instant = (input: InstantInput) => {
    const { query } = input;
    const limit = readLimit(query.limit);
    const timeMs = optionalTime('time', query.time, clock.now().getTime());
    return answer(input, { ...commonOf(query), startMs: timeMs, endMs: timeMs, stepMs: 0 }, formOf(query, limit));
  };
  const range = (input: RangeInput) => {
    const { query } = input;
    const limit = readLimit(query.limit);
    return answer(input, { ...stepsOf(query), ...commonOf(query) }, formOf(query, limit));
  };
  const parsed = <Value>({ query }: TextInput, show: (expr: ReturnType<typeof parsePromql>) => Value) => {
    try {
      return { status: 200, raw: prometheusData(show(parsePromql(query.query ?? '', syntax))) } as const;
    } catch (error) {
      throw prometheusFailure(error);
    }
  };
  const format = async (input: TextInput) => parsed(input, prettifyPromql);
  const parse = async (input: TextInput) => parsed(input, astJson);

  return {
    prometheusQuery: async (input) => instant(input),
    prometheusQueryByForm: async (input) => instant(input),
    prometheusQueryRange: async (input) => range(input),
    prometheusQueryRangeByForm: async (input) => range(input),
    prometheusFormatQuery: format,
    prometheusFormatQueryByForm: format,
    prometheusParseQuery: parse,
    prometheusParseQueryByForm: parse,
  };
}

function stepsOf({ start, end, step }: Query): Pick<MetricQuery, 'startMs' | 'endMs' | 'stepMs'> {
  const startMs = requiredTime('start', start);
  const endMs = requiredTime('end', end);
  if (endMs < startMs) throw invalidParameter('end', 'end timestamp must not be before start time');
  const exactMs = requiredDuration('step', step);
  // Prometheus divides by whole milliseconds later, and fails with less than one.
  if (exactMs < 1) throw invalidParameter('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer');
  if (Math.floor((endMs - startMs) / exactMs) > MOST_STEPS) {
    throw new PrometheusError('bad_data', 'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)');
  }
  return { startMs, endMs, stepMs: Math.trunc(exactMs) };
}

function commonOf({ query = '', timeout = '', lookback_delta: lookback = '' }: Pick<Query, 'query' | 'timeout' | 'lookback_delta'>): Pick<MetricQuery, 'query' | 'timeoutMs' | 'lookbackMs'> {
  const timeoutMs = timeout === '' ? undefined : requiredDuration('timeout', timeout);
  const lookbackMs = lookback === '' ? undefined : readDuration(lookback);
  if (lookbackMs && 'problem' in lookbackMs) throw new PrometheusError('bad_data', `error parsing lookback delta duration: ${lookbackMs.problem}`);
  // Zero means the default.
  return { query, timeoutMs, lookbackMs: lookbackMs && lookbackMs.ms > 0 ? lookbackMs.ms : undefined };
}

function formOf({ stats = '' }: Pick<Query, 'stats'>, limit: number): AnswerForm {
  const isKnown = stats === '' || stats === 'true' || stats === 'all';
  const deprecated = `value ${JSON.stringify(stats)} for parameter "stats" is deprecated and will be rejected in the next major release, use "true" or "all"`;
  return { style: 'prometheus', limit, withStatistics: stats !== '', warnings: isKnown ? [] : [deprecated] };
}
