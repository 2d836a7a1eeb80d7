import type { AlertState, AlertTransition } from '#pkg/prometheus-rules';
import { Episodes } from './alert-episodes.ts';

const MINUTE = 60_000;
const transition = (instance: string, from: AlertState, to: AlertState, minute: number): AlertTransition => ({
  alert: { labels: { instance }, annotations: {}, state: to, value: 1, activeAtMs: minute * MINUTE, sourceLabels: {} }, from, to, reason: 'condition', atMs: minute * MINUTE,
});

describe('episodes of alerts', () => {
  test('begin, fire and end; those that go on have no end', () => {
    const episodes = new Episodes(10);
    episodes.take(transition('a', 'inactive', 'pending', 0), undefined);
    episodes.take(transition('b', 'inactive', 'firing', 1), 'because');
    episodes.take(transition('a', 'pending', 'firing', 2), undefined);
    episodes.take(transition('a', 'firing', 'inactive', 3), undefined);
    episodes.take(transition('a', 'inactive', 'firing', 4), undefined);
    expect(episodes.count).toBe(3);
    expect(episodes.list().map(({ labels, pendingAt, firedAt, resolvedAt, explanation }) => [labels['instance'], ...[pendingAt, firedAt, resolvedAt].map((at) => at && at.getTime() / MINUTE), explanation])).toEqual([
      ['a', 0, 2, 3, null], ['b', 1, 1, null, 'because'], ['a', 4, 4, null, null],
    ]);
  });

  test('are all counted, and only the first ones kept, however often they come and go', () => {
    const episodes = new Episodes(3);
    for (let minute = 0; minute < 10_000; minute += 2) {
      episodes.take(transition('flaps', 'inactive', 'firing', minute), undefined);
      episodes.take(transition('flaps', 'firing', 'inactive', minute + 1), undefined);
    }
    episodes.take(transition('late', 'inactive', 'pending', 10_001), undefined);
    episodes.take(transition('late', 'pending', 'firing', 10_002), undefined);
    expect(episodes.count).toBe(5_001);
    expect(episodes.list().map(({ pendingAt, resolvedAt }) => [pendingAt.getTime() / MINUTE, (resolvedAt?.getTime() ?? 0) / MINUTE])).toEqual([[0, 1], [2, 3], [4, 5]]);
  });

  test('an end of what never began is none', () => {
    const episodes = new Episodes(3);
    episodes.take(transition('a', 'firing', 'inactive', 1), undefined);
    expect([episodes.count, episodes.list()]).toEqual([0, []]);
  });
});
