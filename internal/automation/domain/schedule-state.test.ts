import { nextTime } from '#pkg/cron';
import { fireAfter, firstFire, nextFires } from './schedule-state.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const at = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);

describe('a schedule', () => {
  test('begins with its interval, its next cron time, or at once when it counts from the end of a run', () => {
    expect(firstFire({ every: 'PT15M' }, noon, nextTime)).toEqual(at(15));
    expect(firstFire({ cron: '30 * * * *' }, noon, nextTime)).toEqual(at(30));
    expect(firstFire({ after: 'PT1H' }, noon, nextTime)).toEqual(noon);
    expect(firstFire({ on: { any: [] } }, noon, nextTime)).toBeUndefined();
  });

  test('keeps its rhythm, and leaves out what was missed', () => {
    expect(fireAfter({ every: 'PT15M' }, noon, at(1), nextTime)).toEqual(at(15));
    expect(fireAfter({ every: 'PT15M' }, noon, at(50), nextTime)).toEqual(at(60));
    expect(fireAfter({ cron: '30 * * * *' }, noon, at(200), nextTime)).toEqual(at(210));
  });

  test('tells its next times, none while it is paused', () => {
    const state = { workflowId: 'w', workflowVersion: 1, kind: 'every' as const, nextAt: at(15) };
    expect(nextFires({ every: 'PT15M' }, state, 3, nextTime)).toEqual([at(15), at(30), at(45)]);
    expect(nextFires({ every: 'PT15M' }, { ...state, pausedAt: noon, pausedBy: 'ana' }, 3, nextTime)).toEqual([]);
    expect(nextFires({ after: 'PT1H' }, { ...state, kind: 'after' }, 3, nextTime)).toEqual([at(15)]);
  });
});
