import { attributeLabels, attributeText } from './attribute-labels.ts';
import { plainDecimal } from './plain-decimal.ts';
import { prometheusLabel, prometheusName, prometheusUnit } from './prometheus-name.ts';
import { sparseBuckets } from './sparse-buckets.ts';

describe('prometheusName', () => {
  test.each([
    ['system.filesystem.usage', 'By', 'other', 'system_filesystem_usage_bytes'],
    ['system.network.io', 'By', 'counter', 'system_network_io_bytes_total'],
    ['system.network.io.total', 'By', 'counter', 'system_network_io_bytes_total'],
    ['request.duration.seconds', 's', 'other', 'request_duration_seconds'],
    ['broker.rate', 'By/s', 'gauge', 'broker_rate_bytes_per_second'],
    ['cpu.utilization', '1', 'gauge', 'cpu_utilization_ratio'],
    ['retries', '1', 'counter', 'retries_total'],
    ['requests', '{request}', 'counter', 'requests_total'],
    ['speed', 'm/{run}', 'gauge', 'speed_meters'],
    ['x', '{run}/min', 'gauge', 'x_per_min'],
    ['x', '{run}/m', 'gauge', 'x_per_minute'],
    ['x', 'foo bar', 'gauge', 'x_foo_bar'],
    ['x', 'constructor/toString', 'gauge', 'x_constructor_per_toString'],
    ['3d.model', '', 'gauge', '_3d_model'],
    ['a..b__c-d:e', '', 'gauge', 'a_b_c_d:e'],
    ['ä', '', 'gauge', undefined],
    ['', '', 'gauge', undefined],
  ] as const)('%s in %s (%s) is %s', (name, unit, kind, expected) => {
    expect(prometheusName({ name, unit, kind }, { utf8: false, suffixes: true })).toBe(expected);
  });

  test.each([
    ['http.requests', '', 'counter', true, 'http.requests_total'],
    ['http.requests.total', 'By', 'counter', true, 'http.requests_bytes_total'],
    ['größe', 's', 'gauge', true, 'größe_seconds'],
    ['a.b', 'By', 'counter', false, 'a.b'],
  ] as const)('with UTF-8 %s in %s (%s, suffixes %s) is %s', (name, unit, kind, suffixes, expected) => {
    expect(prometheusName({ name, unit, kind }, { utf8: true, suffixes })).toBe(expected);
  });

  test('without suffixes the name is only made to fit', () => {
    expect(prometheusName({ name: 'a.b__c', unit: 'By', kind: 'counter' }, { utf8: false, suffixes: false })).toBe('a_b__c');
  });
});

test.each([['By', 'bytes'], ['By/s', 'bytes_per_second'], ['1', ''], ['{x}', ''], ['%', 'percent'], ['foo', 'foo']])('the unit %s is %s in words', (unit, words) => {
  expect(prometheusUnit(unit)).toBe(words);
});

test.each([
  ['http.method', 'http_method'], ['a..b', 'a_b'], ['_a', '_a'], ['1a', 'key_1a'], ['__name__', '__name__'], ['__a.b__', '__a_b__'], ['___', undefined], ['', undefined], ['ä', undefined],
])('the attribute %s is the label %s', (key, label) => {
  expect(prometheusLabel(key, false)).toBe(label);
});

test('values of attributes that become one label are joined, in the order of their keys', () => {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  expect([...attributeLabels([attribute('a_b', '2'), attribute('a.b', '1'), attribute('__name__', 'x'), attribute('c', '')], false)]).toEqual([['a_b', '1;2']]);
});

test.each([
  [{ stringValue: 'x' }, 'x'], [{ boolValue: false }, 'false'], [{ intValue: '9007199254740993' }, '9007199254740993'], [{ doubleValue: 0.5 }, '0.5'], [{ bytesValue: Buffer.from('hi') }, 'aGk='],
  [{ arrayValue: { values: [{ intValue: '1' }, { stringValue: 'a' }, {}] } }, '[1,"a",null]'],
  [{ kvlistValue: { values: [{ key: '__proto__', value: { boolValue: true } }, { key: 'n', value: { doubleValue: NaN } }] } }, '{"__proto__":true,"n":"NaN"}'],
  [{}, ''], [undefined, ''],
])('the value %j is the text %s', (value, text) => {
  expect(attributeText(value)).toBe(text);
});

test.each([[0.005, '0.005'], [1, '1'], [-2.5, '-2.5'], [1e21, '1000000000000000000000'], [1.5e22, '15000000000000000000000'], [1e-7, '0.0000001'], [-1.25e-9, '-0.00000000125'], [Infinity, '+Inf'], [NaN, 'NaN']])('%d is written %s', (value, text) => {
  expect(plainDecimal(value)).toBe(text);
});

test('buckets far apart begin a new span', () => {
  const { spans, counts } = sparseBuckets(new Map([[7, 5], [-3, 1], [0, 2], [4, 0]]));
  expect([[...spans], [...counts]]).toEqual([[-3, 4, 6, 1], [1, 0, 0, 2, 5]]);
});
