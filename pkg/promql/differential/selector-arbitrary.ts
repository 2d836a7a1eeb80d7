import fc, { type Arbitrary } from 'fast-check';
import type { PeerProfile } from './peer-profile.ts';
import { FIRST_MS } from './series-grid.ts';

export interface Selectors {
  readonly instant: Arbitrary<string>;
  /** With a range in brackets. */
  readonly range: Arbitrary<string>;
  /** The same without `@`, where versions 2 and 3 extrapolate from different times. */
  readonly floatingRange: Arbitrary<string>;
  /** For version 2 only counters that are far from zero and never reset, for it extrapolates differently near zero. */
  readonly counterRange: Arbitrary<string>;
  /** `[10m:1m]` */
  readonly subqueryRange: Arbitrary<string>;
  /** `offset` and `@`, or nothing. */
  readonly suffix: Arbitrary<string>;
}

const metrics = ['http_requests_total', 'http_requests_total', 'errors_total', 'load', 'load', 'temperature', 'build_info', 'latency_bucket', 'odd', 'missing_metric'];
const newMetrics = ['duration', 'duration', 'queue', 'size', 'mixed', 'target_info'];
const matchers = [
  'job="api"', 'job!="api"', 'job=~"a.*|db"', 'job!~".b"', 'instance="a:1"', 'instance=~"(?i)B.*"', 'code=~"4..|5.."', 'code="200"', 'code!~"2.*"', 'zone="north"', 'zone=""', 'missing=""', 'missing!=""', 'job=~".+"', 'kind=~"n.*"', 'kind!~"nan|inf|huge"',
  'kind="stale"', 'kind="sparse"', 'le="+Inf"', 'le=~"0.*"',
];
const durations = ['10s', '30s', '1m', '1m30s', '2m', '5m', '5m', '10m', '20m', '1h'];
const newDurations = ['15s', '7s', '45s', '123ms', '300', '1m * 2', 'step()', '(30s + 15s)'];
const nameless = ['{__name__=~"load|temperature"}', '{job="db", __name__!="odd"}', '{__name__="errors_total", instance=~".*"}'];
const newNameless = ['{"café.total"}', '{"café.total", "label name"=~"a.*"}', '{"load", job="api"}', '{__name__=~"duration|size"}'];

/** Selectors whose windows end at multiples of ten seconds plus one of the peer needs that: see `PeerProfile`. */
export function selectorsOf({ leftOpenWindows, version3 }: PeerProfile): Selectors {
  const free = leftOpenWindows && version3;
  const names = (list: readonly string[]): Arbitrary<string> => fc.constantFrom(...list);
  const duration = names(free ? [...durations, ...durations, ...newDurations] : durations);
  const offset = fc.tuple(names(['', '-']), names(free ? [...durations, '15s', '1s500ms'] : durations)).map(([sign, text]) => ` offset ${sign}${text}`);
  const moment = fc.integer({ min: 0, max: 450 }).map((tens) => ` @ ${(FIRST_MS + tens * 10_000 + (free ? 0 : 1000)) / 1000}`);
  const at = fc.oneof(moment, names([' @ start()', ' @ end()']));
  const suffix = fc.oneof(
    { weight: 10, arbitrary: fc.constant('') }, { weight: 2, arbitrary: offset }, { weight: 1, arbitrary: at }, { weight: 1, arbitrary: fc.tuple(at, offset).map((parts) => parts.join('')) },
  );
  const braces = fc.uniqueArray(names(matchers), { minLength: 1, maxLength: 2 }).map((list) => `{${list.join(', ')}}`);
  const named = fc.tuple(names(free ? [...metrics, ...newMetrics] : metrics), fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: braces })).map((parts) => parts.join(''));
  const series = fc.oneof({ weight: 12, arbitrary: named }, { weight: 1, arbitrary: names(free ? [...nameless, ...newNameless] : nameless) });
  const extended = free ? names([...Array<string>(10).fill(''), ' anchored', ' smoothed']) : fc.constant('');
  const rangeOf = (selected: Arbitrary<string>, modifiers: Arbitrary<string>): Arbitrary<string> =>
    fc.tuple(selected, duration, extended, modifiers).map(([selector, length, kind, behind]) => `${selector}[${length}]${kind}${behind}`);
  const counters = fc.tuple(names(['latency_bucket']), fc.oneof(fc.constant(''), braces)).map((parts) => parts.join(''));
  return {
    instant: fc.tuple(series, suffix).map((parts) => parts.join('')),
    range: rangeOf(series, suffix),
    floatingRange: rangeOf(series, free ? suffix : fc.oneof(fc.constant(''), offset)),
    counterRange: rangeOf(free ? series : counters, suffix),
    subqueryRange: fc.tuple(names(['2m', '5m', '10m', '30m']), names(['10s', '30s', '1m', '1m', '2m', ...(free ? ['', '7s'] : [])])).map(([length, step]) => `[${length}:${step}]`),
    suffix,
  };
}
