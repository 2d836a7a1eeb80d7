import { parsedPromql } from './parsed-queries.ts';
import { parsePromql } from './parse-promql.ts';

describe('queries that were read lately', () => {
  test('are not read again', () => {
    const expr = parsedPromql('sum by (job) (rate(http_requests_total[5m]))');
    expect(parsedPromql('sum by (job) (rate(http_requests_total[5m]))')).toBe(expr);
    expect(expr).toEqual(parsePromql('sum by (job) (rate(http_requests_total[5m]))'));
  });

  test('mean what the parts of the language that are on let them mean', () => {
    expect(parsedPromql('mad_over_time(up[5m])', { experimentalFunctions: true })).toMatchObject({ kind: 'call' });
    expect(() => parsedPromql('mad_over_time(up[5m])')).toThrow('is not enabled');
  });

  test('are refused each time', () => {
    for (let time = 0; time < 2; time += 1) expect(() => parsedPromql('sum(')).toThrow('1:5: parse error: unclosed left parenthesis');
  });
});
