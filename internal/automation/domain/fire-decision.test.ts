import type { OverlapPolicy } from './event-arguments.ts';
import { decideFire } from './fire-decision.ts';

describe('a fire while the last execution runs', () => {
  test.each<[OverlapPolicy, boolean, string]>([
    ['skip', false, 'skipped'],
    ['buffer-one', false, 'buffered'],
    ['buffer-one', true, 'skipped'],
    ['allow', false, 'started'],
    ['cancel-other', false, 'buffered'],
    ['cancel-other', true, 'buffered'],
  ])('%s (another one waits: %s): %s', (overlap, buffered, outcome) => {
    expect(decideFire(overlap, { running: true, buffered }).outcome).toBe(outcome);
    expect(decideFire(overlap, { running: false, buffered: false }).outcome).toBe('started');
  });

  test('cancels the execution that runs only where the policy says so', () => {
    const cancelling = (['skip', 'buffer-one', 'allow', 'cancel-other'] as const).filter((overlap) => {
      const decision = decideFire(overlap, { running: true, buffered: false });
      return decision.outcome === 'buffered' && decision.cancels;
    });
    expect(cancelling).toEqual(['cancel-other']);
  });
});
