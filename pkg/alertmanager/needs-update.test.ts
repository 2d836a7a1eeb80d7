import { needsUpdate } from './index.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const entry = (firing: string[], resolved: string[], minutesAgo = 9) => ({ firing, resolved, timestampMs: NOW - minutesAgo * MINUTE });

describe('a receiver has to hear of a group', () => {
  test.each([
    ['for the first time', undefined, ['1'], [], true, 'first notification'],
    ['not of a group that it never heard of and that is over', undefined, [], ['1'], true, 'none'],
    ['when an alert joined', entry(['1'], []), ['1', '2'], [], true, 'new alerts added'],
    ['anew, when the last it heard was that all is over', entry([], ['1']), ['1'], [], true, 'first notification'],
    ['not again before its time', entry(['1'], []), ['1'], [], true, 'none'],
    ['again after its time', entry(['1'], [], 11), ['1'], [], true, 'repeat interval elapsed'],
    ['not again at the very end of its time', entry(['1'], [], 10), ['1'], [], true, 'none'],
    ['when an alert left', entry(['1', '2'], []), ['1'], ['2'], true, 'some alerts resolved'],
    ['not when an alert left of which it was told', entry(['1'], ['2']), ['1'], ['2'], true, 'none'],
    ['not when an alert left and it does not want to know', entry(['1', '2'], []), ['1'], ['2'], false, 'none'],
    ['when all are over', entry(['1'], []), [], ['1'], true, 'all alerts resolved'],
    ['when all are over, to be remembered even where nobody wants to know', entry(['1'], []), [], ['1'], false, 'all alerts resolved'],
    ['not when what it never heard of came and went', entry([], ['1']), [], ['1', '2'], true, 'none'],
    ['not when an alert vanished without an end', entry(['1', '2'], []), ['1'], [], true, 'none'],
    ['when an alert that was told as over fires again', entry(['2'], ['1']), ['1', '2'], [], false, 'new alerts added'],
  ] as const)('%s', (_what, told, firing, resolved, sendResolved, reason) => {
    expect(needsUpdate(told, new Set(firing), new Set(resolved), { repeatIntervalMs: 10 * MINUTE, sendResolved, nowMs: NOW })).toEqual({ notify: reason !== 'none', reason });
  });
});
