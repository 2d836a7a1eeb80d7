import fc from 'fast-check';
import { ExpositionError, type ExpositionFormat, expositionFormat, type ExpositionSample, parseExposition } from './index.ts';

const parse = (format: ExpositionFormat, ...lines: string[]) => parseExposition(format, lines.join('\n') + '\n');
const flat = ({ labels, value, timestamp }: ExpositionSample) => [labels.map((label) => `${label.name}=${label.value}`).join(','), value, ...(timestamp === undefined ? [] : [timestamp])];

describe('the Prometheus text format', () => {
  test('is read as its documentation shows it', () => {
    const { families, samples } = parse('prometheus',
      '# HELP http_requests_total The total number of HTTP requests.',
      '# TYPE http_requests_total counter',
      'http_requests_total{method="post",code="200"} 1027 1395066363000',
      'http_requests_total{method="post",code="400"}    3 1395066363000',
      '',
      '# Escaping in label values:',
      'msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9',
      '',
      '# Minimalistic line:',
      'metric_without_timestamp_and_labels 12.47',
      'something_weird{problem="division by zero"} +Inf -3982045',
      '# HELP http_request_duration_seconds A histogram\\nof \\\\ durations.',
      '# TYPE http_request_duration_seconds histogram',
      'http_request_duration_seconds_bucket{le="0.05"} 24054',
      'http_request_duration_seconds_bucket{le="+Inf"} 144320',
      'http_request_duration_seconds_sum 53423',
      'http_request_duration_seconds_count 144320',
    );
    expect(families).toEqual([
      { name: 'http_requests_total', type: 'counter', help: 'The total number of HTTP requests.', unit: '' },
      { name: 'msdos_file_access_time_seconds', type: 'unknown', help: '', unit: '' },
      { name: 'metric_without_timestamp_and_labels', type: 'unknown', help: '', unit: '' },
      { name: 'something_weird', type: 'unknown', help: '', unit: '' },
      { name: 'http_request_duration_seconds', type: 'histogram', help: 'A histogram\nof \\ durations.', unit: '' },
    ]);
    expect(samples.map(flat)).toEqual([
      ['__name__=http_requests_total,code=200,method=post', 1027, 1395066363000],
      ['__name__=http_requests_total,code=400,method=post', 3, 1395066363000],
      ['__name__=msdos_file_access_time_seconds,error=Cannot find file:\n"FILE.TXT",path=C:\\DIR\\FILE.TXT', 1.458255915e9],
      ['__name__=metric_without_timestamp_and_labels', 12.47],
      ['__name__=something_weird,problem=division by zero', Infinity, -3982045],
      ['__name__=http_request_duration_seconds_bucket,le=0.05', 24054],
      ['__name__=http_request_duration_seconds_bucket,le=+Inf', 144320],
      ['__name__=http_request_duration_seconds_sum', 53423],
      ['__name__=http_request_duration_seconds_count', 144320],
    ]);
  });

  test.each([
    ['a 1', '__name__=a', 1],
    ['  a\t{ b = "c" , } \t-1e3  ', '__name__=a,b=c', -1000],
    ['a{}nan', '__name__=a', NaN],
    ['a -inf', '__name__=a', -Infinity],
    ['a .5', '__name__=a', 0.5],
    ['a -0', '__name__=a', -0],
    ['a{b=""} 1', '__name__=a', 1],
    ['{"my.metric","ä b"="c"} 1', '__name__=my.metric,ä b=c', 1],
    ['"my.metric"{b="c"} 1', '__name__=my.metric,b=c', 1],
    ['a{B="1",a="2"} 1', '__name__=a,B=1,a=2', 1],
    ['a{b="}# , 1"} 1', '__name__=a,b=}# , 1', 1],
  ])('%j is %s', (line, labels, value) => {
    expect(parse('prometheus', line).samples.map(flat)).toEqual([[labels.startsWith('__name__=a,B') ? 'B=1,__name__=a,a=2' : labels, value]]);
  });

  test.each<[string[], number, number, string]>([
    [['a'], 1, 2, 'expected a space before a value, found the end of the line'],
    [['ok 1', 'a x'], 2, 3, '"x" is not a number'],
    [['a 0x10'], 1, 3, '"0x10" is not a number'],
    [['a 1e999'], 1, 3, 'beyond what a double holds'],
    [['a 1 2 3'], 1, 7, 'expected the end of the line, found "3"'],
    [['a 1 1.5'], 1, 5, 'not a time in whole milliseconds'],
    [['a 1 # {} 1'], 1, 5, 'expected the end of the line, found "#"'],
    [['a{b="c" 1'], 1, 9, 'expected "," or "}", found "1"'],
    [['a{b=c} 1'], 1, 5, 'expected a label value in double quotes'],
    [['a{b="c} 1'], 1, 5, 'a label value has no closing quote'],
    [['a{b="\\x"} 1'], 1, 6, 'after a backslash comes'],
    [['a{b="1",b="2"} 1'], 1, 9, 'the label "b" is there twice'],
    [['a{,} 1'], 1, 3, 'expected a label name or "}"'],
    [['a{__name__="b"} 1'], 1, 16, 'the metric name, which stands before'],
    [['{b="c"} 1'], 1, 1, 'there is no metric name'],
    [['{"a","b"} 1'], 1, 9, 'expected "=" after the label name'],
    [['1a 1'], 1, 1, 'expected a metric name, found "1"'],
    [['a 1\r'], 1, 3, 'is not a number'],
    [['# TYPE a counter', '# TYPE a gauge'], 2, 8, 'there is a second TYPE line for a'],
    [['a 1', '# TYPE a counter'], 2, 8, 'comes after its samples'],
    [['# TYPE a thing'], 1, 10, 'there is no type "thing"'],
    [['# TYPE a'], 1, 9, 'expected a space before a type'],
  ])('%j is refused with its place', (lines, line, column, reason) => {
    expect(() => parse('prometheus', ...lines)).toThrow(expect.objectContaining({ line, column, code: 'invalid', message: expect.stringContaining(reason) }));
  });
});

describe('OpenMetrics', () => {
  test('is read with units, exemplars and the time of creation', () => {
    const { families, samples } = parse('openmetrics',
      '# TYPE foo_seconds counter',
      '# UNIT foo_seconds seconds',
      '# HELP foo_seconds Said \\"so\\".',
      'foo_seconds_total{a="b"} 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67 1520879607.001',
      'foo_seconds_created{a="b"} 1520430000.123',
      '# TYPE h histogram',
      'h_bucket{le="1.0"} 2 # {} 0.5',
      'h_bucket{le="+Inf"} 3',
      'h_count 3',
      'h_sum 4.5',
      'h_created 1520430000',
      '# TYPE s stateset',
      's{s="on"} 1',
      '# TYPE build info',
      'build_info{version="1"} 1',
      '# TYPE q summary',
      'q{quantile="0.5"} 1',
      'q_count 0',
      '# TYPE "my.gauge" gauge',
      '{"my.gauge"} 1 -0.5',
      'other NaN',
      '# EOF',
    );
    expect(families.slice(0, 2)).toEqual([{ name: 'foo_seconds', type: 'counter', help: 'Said "so".', unit: 'seconds' }, { name: 'h', type: 'histogram', help: '', unit: '' }]);
    expect(samples[0]).toEqual({
      labels: [{ name: '__name__', value: 'foo_seconds_total' }, { name: 'a', value: 'b' }], value: 17, timestamp: 1520879607789, startTimestamp: 1520430000123,
      exemplar: { labels: [{ name: 'trace_id', value: 'KOO5S4vxi0o' }], value: 0.67, timestamp: 1520879607001 },
    });
    expect(samples.slice(1, 5).map(({ startTimestamp }) => startTimestamp)).toEqual([1520430000000, 1520430000000, 1520430000000, 1520430000000]);
    expect(samples[1]?.exemplar).toEqual({ labels: [], value: 0.5, timestamp: undefined });
    expect(samples.slice(5).map(flat)).toEqual([['__name__=s,s=on', 1], ['__name__=build_info,version=1', 1], ['__name__=q,quantile=0.5', 1], ['__name__=q_count', 0], ['__name__=my.gauge', 1, -500], ['__name__=other', NaN]]);
  });

  test.each<[string[], number, string]>([
    [[''], 1, 'expected a metric name'],
    [['# comment'], 1, 'has no "comment" lines'],
    [['a  1'], 1, 'expected a value'],
    [['a 1 '], 1, 'a space ends the line'],
    [['a{b="c", d="e"} 1'], 1, 'expected a label name'],
    [['a{b="c",} 1'], 1, 'expected a label after ","'],
    [['# TYPE a counter', 'a 1'], 2, 'called a_total, a_created'],
    [['# TYPE a counter', 'a_total -1'], 2, 'not negative'],
    [['# TYPE a counter', 'a_total NaN'], 2, 'not negative'],
    [['# TYPE a histogram', 'a_bucket 1'], 2, 'a bucket has a label "le"'],
    [['# TYPE a histogram', 'a_count 1.5'], 2, 'a whole number'],
    [['# TYPE a summary', 'a{quantile="2"} 1'], 2, 'a quantile is from 0 to 1'],
    [['# TYPE a summary', 'a 1'], 2, 'a summary has a label "quantile"'],
    [['# TYPE a info', 'a_info 2'], 2, 'an info has the value 1'],
    [['# TYPE a stateset', 'a{a="x"} 2'], 2, 'a state is 0 or 1'],
    [['# TYPE a stateset', 'a 1'], 2, 'a state has a label "a"'],
    [['# TYPE a gauge', 'a 1 # {} 1'], 2, 'only totals of counters and buckets'],
    [['# TYPE a counter', `a_total 1 # {b="${'x'.repeat(128)}"} 1`], 2, 'at most 128 characters, not 129'],
    [['# UNIT a seconds'], 1, 'does not end in its unit'],
    [['# TYPE a gauge', 'a 1', '# TYPE b gauge', 'a 2'], 4, 'the lines of a are not together'],
    [['# TYPE a gauge', 'a 1', 'a 1'], 3, 'the same sample is there twice'],
    [['# TYPE a gauge', 'a 1 2', 'a 1 2'], 3, 'rising timestamps'],
    [['a 1', '# HELP a late'], 2, 'comes after its samples'],
    [['# EOF', 'a 1'], 1, 'nothing follows # EOF'],
  ])('%j is refused', (lines, line, reason) => {
    expect(() => parse('openmetrics', ...lines, '# EOF')).toThrow(expect.objectContaining({ line, message: expect.stringContaining(reason) }));
  });

  test('rising timestamps make the same series come again', () => {
    expect(parse('openmetrics', '# TYPE a gauge', 'a 1 2', 'a 1 3', '# EOF').samples.map(flat)).toEqual([['__name__=a', 1, 2000], ['__name__=a', 1, 3000]]);
  });

  test('the last line may end with the body', () => {
    expect(parseExposition('openmetrics', 'a 1\n# EOF').samples).toHaveLength(1);
  });
});

describe('any body', () => {
  const formats = ['prometheus', 'openmetrics'] as const;

  test('that was cut off is refused', () => {
    const whole = '# TYPE a gauge\na{b="c"} 123 1000\na{b="d"} 456\n';
    for (let end = 1; end < whole.length; end += 1) {
      if (whole[end - 1] === '\n') continue;
      expect(() => parseExposition('prometheus', whole.slice(0, end))).toThrow(/was the body cut off/);
    }
    expect(() => parseExposition('openmetrics', whole)).toThrow(/last line of OpenMetrics is # EOF/);
  });

  test('that is not UTF-8 is refused', () => {
    expect(() => parseExposition('prometheus', Buffer.from('a{b="\xff"} 1\n', 'latin1'))).toThrow('the body is not UTF-8');
  });

  test('of random tokens is read or refused with its place, and nothing else', () => {
    const token = fc.constantFrom('a', 'a_total', 'a_bucket', '{', '}', '=', '"', 'le="1"', 'b="c"', ',', ' ', ' ', '\t', '\n', '1', '-1.5', 'NaN', '#', '# TYPE ', '# HELP ', '# UNIT ', '# EOF\n', 'counter', 'histogram', '\\', '\\n', 'é', '\r');
    fc.assert(fc.property(fc.array(token, { maxLength: 30 }), fc.constantFrom(...formats), (tokens, format) => {
      try {
        parseExposition(format, tokens.join('') + (format === 'openmetrics' ? '\n# EOF\n' : '\n'));
      } catch (error) {
        if (!(error instanceof ExpositionError)) throw error;
        expect([error.line > 0, error.column > 0]).toEqual([true, true]);
      }
    }), { numRuns: 800 });
  });

  test('written from samples reads as those samples', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((text) => text.isWellFormed() && text !== '__name__');
    const quote = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
    const labels = fc.uniqueArray(fc.tuple(name, name), { selector: ([key]) => key, maxLength: 3 });
    fc.assert(fc.property(fc.array(fc.tuple(name, labels, fc.double({ noNaN: true }), fc.maxSafeInteger()), { maxLength: 5 }), (all) => {
      const lines = all.map(([metric, list, value, time]) => `{${[quote(metric), ...list.map(([key, text]) => `${quote(key)}=${quote(text)}`)].join(',')}} ${Object.is(value, -0) ? '-0' : value} ${time}`);
      const { samples } = parse('prometheus', ...lines);
      expect(samples.map((one) => [one.labels.length, one.value, one.timestamp])).toEqual(all.map(([, list, value, time]) => [list.length + 1, value, time]));
      expect(samples.map((one) => new Map(one.labels.map((label) => [label.name, label.value])))).toEqual(all.map(([metric, list]) => new Map([...list, ['__name__', metric]])));
    }));
  });

  test.each([
    ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
    ['Application/OpenMetrics-Text', 'openmetrics'],
    ['text/plain; version=0.0.4', 'prometheus'],
    [undefined, 'prometheus'],
  ])('of the content type %s is in the format %s', (contentType, format) => {
    expect(expositionFormat(contentType)).toBe(format);
  });
});
