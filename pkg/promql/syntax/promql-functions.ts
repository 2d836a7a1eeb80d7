import type { ValueType } from './value-type.ts';

/** The signature of a function. */
export interface PromqlFunction {
  readonly name: string;
  readonly args: readonly ValueType[];
  /** How many of the last argument may be left out or given more: n up to n times, -1 any number, 0 exactly as listed. */
  readonly variadic: number;
  readonly returns: ValueType;
  readonly experimental: boolean;
}

type Signature = readonly [args: readonly ValueType[], returns?: ValueType, variadic?: number];

const families: readonly (readonly [names: string, signature: Signature])[] = [
  ['abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp', [['vector']]],
  ['histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar', [['vector']]],
  ['days_in_month day_of_month day_of_week day_of_year hour minute month year', [['vector'], 'vector', 1]],
  ['absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time', [['matrix']]],
  ['max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time', [['matrix']]],
  ['clamp', [['vector', 'scalar', 'scalar']]],
  ['clamp_max clamp_min', [['vector', 'scalar']]],
  ['histogram_fraction', [['scalar', 'scalar', 'vector']]],
  ['histogram_quantile', [['scalar', 'vector']]],
  ['label_replace', [['vector', 'string', 'string', 'string', 'string']]],
  ['label_join', [['vector', 'string', 'string', 'string'], 'vector', -1]],
  ['predict_linear', [['matrix', 'scalar']]],
  ['quantile_over_time', [['scalar', 'matrix']]],
  ['round', [['vector', 'scalar'], 'vector', 1]],
  ['scalar', [['vector'], 'scalar']],
  ['vector', [['scalar']]],
  ['pi time', [[], 'scalar']],
];

const experimentalFamilies: typeof families = [
  ['start end range step', [[], 'scalar']],
  ['max_of min_of', [['scalar', 'scalar'], 'scalar']],
  ['double_exponential_smoothing', [['matrix', 'scalar', 'scalar']]],
  ['histogram_quantiles', [['vector', 'string', 'scalar', 'scalar'], 'vector', 9]],
  ['info', [['vector', 'vector'], 'vector', 1]],
  ['mad_over_time ts_of_first_over_time ts_of_max_over_time ts_of_min_over_time ts_of_last_over_time', [['matrix']]],
  ['sort_by_label sort_by_label_desc', [['vector', 'string'], 'vector', -1]],
  ['start_timestamp', [['vector']]],
];

const expand = (list: typeof families, experimental: boolean): [string, PromqlFunction][] =>
  list.flatMap(([names, [args, returns = 'vector', variadic = 0]]) =>
    names.split(' ').map((name): [string, PromqlFunction] => [name, { name, args, returns, variadic, experimental }]),
  );

/** Every function of Prometheus 3.15 by its name. */
export const promqlFunctions: ReadonlyMap<string, PromqlFunction> = new Map([...expand(families, false), ...expand(experimentalFamilies, true)]);
