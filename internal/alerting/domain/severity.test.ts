import { severityOf } from './severity.ts';

describe('severityOf', () => {
  test.each([
    ['critical', 'critical'], ['CRITICAL', 'critical'], ['page', 'critical'], ['high', 'high'], ['error', 'high'], ['major', 'high'],
    ['warning', 'warning'], ['minor', 'low'], ['low', 'low'], ['info', 'info'], ['none', 'info'], ['sev1', 'warning'], ['constructor', 'warning'],
  ])('the label %s means %s', (severity, expected) => {
    expect(severityOf({ severity })).toBe(expected);
  });

  test('no label means warning', () => {
    expect(severityOf({})).toBe('warning');
  });
});
