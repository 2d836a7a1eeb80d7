/** A request that a real Prometheus has to answer as we do. */
export interface AgreementRequest {
  readonly path: string;
  /** The fields of a form; none: a GET. */
  readonly form?: string;
  /** The elements of the vector have an order. */
  readonly isOrdered?: boolean;
  /** Why Prometheus 2.42 answers something else. */
  readonly since3?: string;
}

const UTF8 = 'names in UTF-8 are new in 3';
const LIMIT = 'limits are new in 3';
const WORDS = 'worded differently before 3';

/** Windows of Prometheus 2 include their left border: no evaluation is a whole number of scrapes away from a sample. */
const OFF_BORDER_MS = 7_000;

export function agreementRequests(beginMs: number): AgreementRequest[] {
  const at = (ms: number): string => String((beginMs + OFF_BORDER_MS + ms) / 1000);
  const encoded = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();
  const query = (text: string, more: Readonly<Record<string, string>> = {}): string => `/api/v1/query?${encoded({ query: text, time: at(1_200_000), ...more })}`;
  const range = (text: string, more: Readonly<Record<string, string>> = {}): string => `/api/v1/query_range?${encoded({ query: text, start: at(0), end: at(1_800_000), step: '60', ...more })}`;
  const gets = (paths: readonly string[], more: Partial<AgreementRequest> = {}): AgreementRequest[] => paths.map((path) => ({ path, ...more }));

  return [
    ...gets([
      ...['requests_total', 'rate(requests_total[5m])', 'sum by (job) (rate(requests_total[5m]))', 'special', '-special', 'text', '1', '-0', 'NaN', '1e30', '1e-9', '"a text"', '"quotes \\" and \\n"',
        'requests_total[1m]', 'few[20m]', 'absent(nothing)', 'absent(nothing{job="x"})', 'count_values("v", special)', 'ending', 'nothing', 'time()', 'vector(1)',
        'histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', 'requests_total offset 5m', 'requests_total and on(job) ending', 'scalar(few)', '{__name__=~"requests.*",job!~"w.*"}',
        'increase(requests_total[10m:30s])', 'label_replace(text, "dst", "$1", "quoted", "(.*)")', 'special > 0', 'special == bool 0', 'requests_total @ 1780315200', '1 / 0', '-1 / 0', '0 / 0'].map((text) => query(text)),
      ...['rate(requests_total[5m])', 'max(requests_total)', 'special', 'few', 'ending', '1', 'time()', 'nothing', 'requests_total > 50', 'max_over_time(requests_total[2m:30s])', 'requests_total @ end()', 'topk(1, requests_total)',
        'histogram_quantile(0.5, sum by (le) (rate(latency_seconds_bucket[5m])))'].map((text) => range(text)),
      query('up', { time: '2026-06-01T12:20:07Z' }),
      query('requests_total', { time: '2026-06-01T14:20:07.5+02:00' }),
      query('time()', { time: '1780315207.1239' }),
      query('time()', { time: '-1.5' }),
      query('requests_total', { timeout: '5s' }),
      range('max(requests_total)', { start: '2026-06-01T12:00:07Z', end: '2026-06-01T12:01:07.25Z', step: '15s' }),
      range('max(requests_total)', { step: '0.5', end: at(5_000) }),
      range('max(requests_total)', { step: '1m30s' }),
      range('max(requests_total)', { start: at(0.1), end: at(90_000.1), step: '7.5' }),
      range('few', { step: '1h' }),
      range('max(requests_total)', { end: at(0) }),
    ]),
    ...gets(['sort(requests_total)', 'sort_desc(requests_total)'].map((text) => query(text)), { isOrdered: true }),
    // What is wrong with a request.
    ...gets([
      query('sum('), query('rate(requests_total)'), query('foo('), query('up{'), query('up{a="b'), query('1 +'), query('up[5m'), query('sum(up) by'), query('{}'),
      query('label_replace(text, "a", "b", "c", "(")'),
      query('up', { timeout: 'long' }), query('up', { timeout: '1e300' }),
      range('up', { step: '0' }), range('up', { step: '-1' }), range('up', { step: '' }), range('up', { step: 'x' }), range('up', { step: '1e300' }), range('up', { step: '0.1' }), range('up', { start: '' }), range('up', { start: 'x' }), range('up', { end: 'x' }),
      range('up', { end: '0' }), '/api/v1/query_range', '/api/v1/query_range?query=up&start=0',
      '/api/v1/series', '/api/v1/series?match[]={}', '/api/v1/series?match[]=up[5m]', '/api/v1/series?match[]=rate(up)', '/api/v1/series?match[]=up&match[]={a=~".*"}',
      '/api/v1/labels?match[]=up%2Bup', '/api/v1/label/job/values?match[]={', '/api/v1/query_exemplars?query=sum(', '/api/v1/query_exemplars?query=up&start=5&end=1', '/api/v1/metadata?limit=x',
    ]),
    ...gets([
      query(''), query('up offset'), query('up', { time: 'yesterday' }), query('up', { time: '2026-02-30T00:00:00Z' }), query('up', { lookback_delta: 'x' }), range('requests_total[5m]'), range('"text"'), range('sum('), '/api/v1/metadata?limit_per_metric=x',
      query('requests_total + on(job) requests_total'), query('requests_total * on(job) group_left requests_total'),
    ], { since3: WORDS }),
    ...gets([query('few', { lookback_delta: '20m' }), query('few', { lookback_delta: '2000' })], { since3: 'the lookback of a query is new in 3' }),
    ...gets([query('rate(requests_total[5m])[3m:1m]'), query('sum(requests_total)'), range('sum(requests_total)')], { since3: 'sums are compensated since 3' }),
    ...gets([query('up{a=~"("}'), query('"a" + 1'), '/api/v1/series?match[]=', '/api/v1/series?start=x&match[]=up', '/api/v1/labels?start=x', '/api/v1/labels?end=x', '/api/v1/label/job/values?start=x', '/api/v1/query_exemplars?query=up&end=x', query('up', { time: '' })], { since3: WORDS }),
    ...gets(['x', '-1', '1.5', '99999999999999999999'].flatMap((limit) => [query('up', { limit }), range('up', { limit }), `/api/v1/series?match[]=up&limit=${limit}`, `/api/v1/labels?limit=${limit}`, `/api/v1/label/job/values?limit=${limit}`]), { since3: LIMIT }),
    ...gets(['1', '2', '4', '100', '0', '+1'].flatMap((limit) => [range('requests_total', { limit }), `/api/v1/labels?limit=${encodeURIComponent(limit)}`, `/api/v1/label/at/values?limit=${encodeURIComponent(limit)}`]), { since3: LIMIT }),
    // Series and labels.
    ...gets([
      '/api/v1/series?match[]=requests_total', '/api/v1/series?match[]=requests_total{job="api"}&match[]=text', '/api/v1/series?match[]=nothing', '/api/v1/series?match[]={job=~".%2B"}',
      '/api/v1/labels', '/api/v1/labels?match[]=requests_total', '/api/v1/labels?match[]=nothing', '/api/v1/labels?match[]=text&match[]=few',
      '/api/v1/label/job/values', '/api/v1/label/__name__/values', '/api/v1/label/job/values?match[]=requests_total{instance="a"}', '/api/v1/label/quoted/values', '/api/v1/label/umlaut/values', '/api/v1/label/nothing/values', '/api/v1/label/at/values?match[]=special&match[]=text',
      '/api/v1/labels?start=-292273086-05-16T16:47:06Z&end=292277025-08-18T07:12:54.999999999Z',
      '/api/v1/format_query?query=sum%28up%29by%28job%29', '/api/v1/format_query?query=sum%28', '/api/v1/metadata', '/api/v1/query_exemplars?query=requests_total',
    ]),
    ...gets(['/api/v1/label/U__http_2e_status/values', '/api/v1/label/http.status/values', '/api/v1/label/_a__b/values', '/api/v1/label/U___a____b/values', '/api/v1/label/U__a_zz_/values', '/api/v1/series?match[]={"http.requests"}', '/api/v1/series?match[]={"http.status"="200"}', query('{"http.requests"}')], { since3: UTF8 }),
    ...gets([query('native_seconds'), query('rate(native_seconds[5m])'), query('native_seconds[1m]'), range('native_seconds'), range('histogram_quantile(0.9, rate(native_seconds[5m]))'), query('histogram_count(native_seconds)'), query('native_seconds + requests_total')], { since3: 'histograms are counted with different hints' }),
    ...gets([query('rate(special[5m])'), query('sum(rate(few[5m]))'), query('histogram_quantile(2, latency_seconds_bucket)'), query('quantile(2, requests_total)'), range('rate(few[20m])'), query('up', { stats: 'x' })], { since3: 'remarks are told in full since 3' }),
    ...gets(['/api/v1/parse_query?query=sum%20by%20(job)%20(rate(up%7Ba%3D%22b%22%7D%5B5m%5D%20offset%201m))', '/api/v1/parse_query?query=a%20%2B%20on(b)%20group_left(c)%20d', '/api/v1/parse_query?query=max_over_time(up%5B5m:1m%5D%20@%20end())', '/api/v1/parse_query?query=-1', '/api/v1/parse_query?query=('], { since3: 'trees are told since 3' }),
    // Forms.
    { path: '/api/v1/query', form: encoded({ query: 'sum(requests_total)', time: at(600_000) }) },
    { path: `/api/v1/query?${encoded({ query: 'nothing', time: at(0) })}`, form: encoded({ query: 'sum(requests_total)' }) },
    { path: '/api/v1/query_range', form: encoded({ query: 'sum(requests_total)', start: at(0), end: at(600_000), step: '30' }) },
    { path: '/api/v1/series', form: 'match[]=few&match[]=text' },
    { path: '/api/v1/series?match[]=few', form: 'match[]=text' },
    { path: '/api/v1/labels', form: 'match[]=few' },
    { path: '/api/v1/format_query', form: 'query=up+%2B+1' },
    { path: '/api/v1/query', form: 'query=sum(' },
  ];
}
