import { readRuleFile } from './rule-file.ts';

const file = (expr: string) => `groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: ${expr}\n        for: 1m\n`;

const faultsOf = (text: string) => {
  try {
    readRuleFile(text, 'a.yml');
    return [];
  } catch (error) {
    return (error as { details: unknown }).details;
  }
};

describe('a Prometheus rule file', () => {
  test('becomes groups with their defaults', () => {
    expect(readRuleFile(file('up == 0'), 'a.yml').groups).toEqual([
      { namespace: 'a.yml', name: 'a', intervalMs: 60_000, queryOffsetMs: 0, limit: 0, labels: {}, rules: [{ kind: 'promql', name: 'Down', labels: {}, annotations: {}, enabled: true, condition: { expr: 'up == 0', forMs: 60_000, keepFiringForMs: 0, noData: 'resolve', onError: 'keep' } }] },
    ]);
  });

  test.each([
    ['an expression that does not parse', file('up == =='), [{ field: '/groups/0/rules/0/expr', reason: expect.stringContaining('parse error'), line: 5, column: expect.any(Number) }]],
    ['a field that is not known', file('up').replace('for:', 'fur:'), [{ field: expect.stringMatching(/^\/groups/), reason: expect.stringContaining('fur'), line: 6, column: expect.any(Number) }]],
    ['no YAML', 'groups: [', [{ field: '/groups', reason: expect.any(String), line: expect.any(Number), column: expect.any(Number) }]],
  ])('with %s tells the place', (_, text, details) => {
    expect(faultsOf(text)).toEqual(details);
  });
});
