import { negotiateWrite, writeRequestHeaders, writtenHeaders } from './write-protocol.ts';

describe('negotiateWrite', () => {
  test.each([
    [undefined, undefined, '1.0'],
    ['application/x-protobuf', 'snappy', '1.0'],
    ['application/x-protobuf', undefined, '1.0'],
    ['Application/X-Protobuf; proto=prometheus.WriteRequest', 'Snappy', '1.0'],
    ['application/x-protobuf;proto=io.prometheus.write.v2.Request', 'snappy', '2.0'],
    ['application/x-protobuf; charset=x; proto="io.prometheus.write.v2.Request"', 'snappy', '2.0'],
  ] as const)('content type %s with encoding %s is version %s', (contentType, contentEncoding, version) => {
    expect(negotiateWrite({ contentType, contentEncoding })).toBe(version);
  });

  test.each([
    ['application/json', 'snappy', 'the content type "application/json"'],
    ['application/x-protobuf;proto=io.prometheus.write.v3.Request', 'snappy', 'the message "io.prometheus.write.v3.Request"'],
    ['application/x-protobuf;proto=toString', 'snappy', 'the message "toString"'],
    ['application/x-protobuf;proto=', 'snappy', 'the message ""'],
    ['application/x-protobuf', 'gzip', 'the content encoding "gzip"'],
    ['application/x-protobuf', 'snappy, gzip', 'the content encoding "snappy, gzip"'],
    [';proto=prometheus.WriteRequest', 'snappy', 'the content type ""'],
  ])('content type %s with encoding %s is refused with 415', (contentType, contentEncoding, reason) => {
    expect(() => negotiateWrite({ contentType, contentEncoding })).toThrow(expect.objectContaining({ status: 415, fault: 'unsupported', message: expect.stringContaining(reason) }));
  });

  test.each(['1.0', '2.0'] as const)('the headers of a request of %s are understood', (version) => {
    const headers = writeRequestHeaders(version);
    expect(negotiateWrite({ contentType: headers['content-type'], contentEncoding: headers['content-encoding'] })).toBe(version);
  });
});

test('an answer says how much of each kind was written', () => {
  expect(writtenHeaders({ samples: 3, histograms: 0, exemplars: 1 })).toEqual({
    'X-Prometheus-Remote-Write-Samples-Written': '3',
    'X-Prometheus-Remote-Write-Histograms-Written': '0',
    'X-Prometheus-Remote-Write-Exemplars-Written': '1',
  });
});
