import fc, { type Arbitrary } from 'fast-check';
import type { PeerProfile } from './peer-profile.ts';
import { selectorsOf } from './selector-arbitrary.ts';

/** How often each one of a list is taken: its weight stands before it. */
type Weighted = readonly (readonly [weight: number, arbitrary: Arbitrary<string>])[];

const aggregations = ['sum', 'avg', 'min', 'max', 'group', 'count'];
const deviations = ['stddev', 'stdvar'];
const rangeFunctions = ['delta', 'idelta', 'deriv', 'changes', 'resets', 'avg_over_time', 'min_over_time', 'max_over_time', 'sum_over_time', 'count_over_time', 'last_over_time', 'present_over_time', 'absent_over_time'];
const counterFunctions = ['rate', 'increase', 'irate'];
const deviationFunctions = ['stddev_over_time', 'stdvar_over_time'];
const newRangeFunctions = ['first_over_time', 'mad_over_time', 'ts_of_first_over_time', 'ts_of_last_over_time', 'ts_of_max_over_time', 'ts_of_min_over_time'];
const vectorFunctions = [
  'abs', 'ceil', 'floor', 'exp', 'ln', 'log2', 'log10', 'sqrt', 'sgn', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'deg', 'rad', 'absent', 'timestamp', 'sort', 'sort_desc', 'round',
];
const dateFunctions = ['minute', 'hour', 'month', 'year', 'day_of_month', 'day_of_week', 'day_of_year', 'days_in_month'];
const histogramFunctions = ['histogram_count', 'histogram_sum', 'histogram_avg', 'histogram_stddev', 'histogram_stdvar'];
const commonArithmetic = ['+', '-', '*', '/', '^'];
const comparisons = ['==', '!=', '>', '<', '>=', '<='];

const labelLists = ['', 'job', 'instance', 'job, instance', 'code', 'le', 'job, le', 'zone', 'missing'];

/**
 * Queries over the generated series that use everything the peer knows: all operators, functions, aggregations and modifiers. Most make sense.
 * Fast-check makes those that fail smaller.
 */
export function queryArbitrary(profile: PeerProfile): Arbitrary<string> {
  const { version3 } = profile;
  // Version 2 keeps the name of the metric in atan2.
  const arithmetic = version3 ? [...commonArithmetic, 'atan2'] : commonArithmetic;
  const names = (list: readonly string[]): Arbitrary<string> => fc.constantFrom(...list);
  const join = (...parts: readonly (string | Arbitrary<string>)[]): Arbitrary<string> => fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''));
  const only3 = (list: Weighted): Weighted => (version3 ? list : []);
  const { instant, range, floatingRange, counterRange, subqueryRange, suffix } = selectorsOf(profile);
  const depthIdentifier = fc.createDepthIdentifier();
  const pick = (list: Weighted): Arbitrary<string> => fc.oneof({ maxDepth: 4, depthIdentifier }, ...list.map(([weight, arbitrary]) => ({ weight, arbitrary })));

  const { vector } = fc.letrec<{ vector: string; scalar: string; matrix: string }>((tie) => {
    const [vector, scalar, matrix] = [tie('vector'), tie('scalar'), tie('matrix')];
    const grouping = fc.oneof(fc.constant(''), join(names(['by', 'without']), ' (', names(labelLists), ') '));
    const bool = names(['', '', 'bool ']);
    const fill = version3 ? fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 1, arbitrary: join(names(['fill', 'fill_left', 'fill_right']), '(', names(['0', '1', '-2.5']), ') ') }) : fc.constant('');
    const matching = fc.oneof(fc.constant(''), join(names(['on', 'ignoring']), ' (', names(labelLists), ') ', names(['', '', 'group_left ', 'group_right ', 'group_left (zone) ', 'group_right (version) '])));
    const finite = names(['0', '1', '-1', '2', '0.5', '10']);
    // Version 2 makes other numbers of what is not finite.
    const bound = version3 ? scalar : finite;
    // What depends on the order of the series (which of equals are taken, the last digits of deviations) is known only where that is: Prometheus keeps
    // the results of operators in maps.
    const ranked = fc.oneof(instant, join(names(rangeFunctions), '(', range, ')'), join(names(counterFunctions), '(', counterRange, ')'));
    const measurable = version3 ? ranked : join(ranked, ' > -1e10 < 1e10');
    // Version 2 takes others of equals: there only their sum is compared.
    const best = join(names(['topk', 'bottomk']), ' ', version3 ? grouping : '', '(', names(['1', '2', '3', '5', '-1', '0', '2.9']), ', ', ranked, ')');
    const number = names(['0', '1', '-1', '2', '0.5', '3.7', '10', '100', 'NaN', 'Inf', '-Inf', '1e3', '0x1f', '100000']);
    const strings = names(['"job"', '"instance"', '"new"', '"code"', '"__name__"']);
    return {
      scalar: pick([
        [8, number],
        [2, names(['time()', 'pi()'])],
        [2, join('scalar(', vector, ')')],
        [1, join('(', scalar, ' ', names(arithmetic), ' ', scalar, ')')],
        [1, join('(', scalar, ' ', names(comparisons), ' bool ', scalar, ')')],
        [1, join('-', scalar)],
        ...only3([[1, join(names(['min_of', 'max_of']), '(', scalar, ', ', scalar, ')')], [1, names(['start()', 'end()', 'step()', 'range()'])]]),
      ]),
      // Steps of a subquery inside of another lie on the borders of its windows: not for version 2.
      matrix: pick([[8, range], [2, join('(', version3 ? vector : instant, ')', subqueryRange, suffix)], [1, join(instant, subqueryRange)]]),
      vector: pick([
        [8, instant],
        [7, join(names(rangeFunctions), '(', matrix, ')')],
        [5, join(names(counterFunctions), '(', version3 ? matrix : counterRange, ')')],
        [1, join(names(deviationFunctions), '(', range, ')')],
        [1, join('quantile_over_time(', scalar, ', ', version3 ? matrix : floatingRange, ')')],
        [1, join('predict_linear(', floatingRange, ', ', scalar, ')')],
        [8, join(names(aggregations), ' ', grouping, '(', vector, ')')],
        [1, join(names(deviations), ' ', grouping, '(', measurable, ')')],
        [3, version3 ? best : join('sum(', best, ')')],
        // Prometheus asks for the parameter once, when nothing else changes with time.
        [1, join('quantile ', grouping, '(', number, ', ', vector, ')')],
        // Last digits would make two values of one.
        [1, join('count_values ', grouping, '("value", ', instant, ')')],
        [4, join(names(vectorFunctions), '(', vector, ')')],
        // Of numbers that are exact, for the last digits of a large one decide.
        [1, join(names(['', 'sin', 'cos', 'tan']), '(', ranked, ' % ', finite, ')')],
        [1, join('round(', vector, ', ', names(['0.1', '5', '0.25', '-1', '0']), ')')],
        [1, join('clamp(', vector, ', ', bound, ', ', bound, ')')],
        [1, join(names(['clamp_min', 'clamp_max']), '(', vector, ', ', bound, ')')],
        // What is no time in Go (NaN, infinity) is a date of its processor's choice.
        [1, join(names(dateFunctions), '(', fc.oneof(fc.constant(''), join(vector, ' > -1e10 < 1e10')), ')')],
        [1, join('vector(', scalar, ')')],
        [1, join('label_replace(', vector, ', ', strings, ', ', names(['"$1"', '"x"', '"${1}-y"', '""', '"$0"']), ', ', strings, ', ', names(['"(.*)"', '"(a).*"', '"."', '""', '"(.*):.*"']), ')')],
        [1, join('label_join(', vector, ', ', strings, ', "-", ', strings, ', ', strings, ')')],
        [2, join('histogram_quantile(', scalar, ', ', fc.oneof(vector, join('rate(latency_bucket[', names(['1m', '5m']), '])'), fc.constant('sum by (le) (latency_bucket)')), ')')],
        [5, join('(', vector, ' ', names(arithmetic), ' ', matching, fill, vector, ')')],
        [3, join('(', vector, ' ', names(comparisons), ' ', bool, matching, fill, vector, ')')],
        [3, join('(', vector, ' ', names(['and', 'or', 'unless']), ' ', fc.oneof(fc.constant(''), join(names(['on', 'ignoring']), ' (', names(labelLists), ') ')), vector, ')')],
        [3, join('(', vector, ' ', names(arithmetic), ' ', scalar, ')')],
        [2, join('(', scalar, ' ', names(arithmetic), ' ', vector, ')')],
        [2, join('(', vector, ' ', names(comparisons), ' ', bool, scalar, ')')],
        [1, join('-', vector)],
        ...only3([
          [2, join(names(newRangeFunctions), '(', matrix, ')')],
          [1, join(names(['limitk', 'limit_ratio']), ' ', grouping, '(', names(['1', '3', '0.5', '-0.5', '0']), ', ', ranked, ')')],
          [1, join('double_exponential_smoothing(', matrix, ', ', names(['0.3', '0.9', '1']), ', 0.4)')],
          [3, join(names(histogramFunctions), '(', vector, ')')],
          [1, join('histogram_fraction(', scalar, ', ', scalar, ', ', vector, ')')],
          [1, join('histogram_quantiles(', vector, ', "q", 0.5, 0.9)')],
          [1, join(names(['sort_by_label', 'sort_by_label_desc']), '(', vector, ', ', strings, ')')],
          [1, join('info(', vector, names(['', ', {region=~".+"}', ', {tier="gold"}', ', {__name__="build_info"}']), ')')],
          [2, join(names(histogramFunctions), '(', names(['rate(duration[5m])', 'sum(duration)', 'size', 'queue', 'mixed', 'increase(size[10m])']), ')')],
        ]),
      ]),
    };
  });
  const scalarQuery = fc.oneof(join('scalar(', vector, ')'), join('1 + scalar(', vector, ')'), fc.constant('"text"'), range);
  const sound = [{ weight: 40, arbitrary: vector }, { weight: 2, arbitrary: scalarQuery }];
  // Version 3 reads more than version 2 does.
  return fc.oneof(...sound, ...(version3 ? [{ weight: 1, arbitrary: damaged(vector) }] : []));
}

/** Queries with a piece missing. */
const damaged = (query: Arbitrary<string>): Arbitrary<string> => fc.tuple(query, fc.nat(60), fc.integer({ min: 1, max: 3 })).map(([text, at, length]) => text.slice(0, at) + text.slice(at + length));
