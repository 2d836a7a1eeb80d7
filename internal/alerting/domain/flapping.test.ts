import fc from 'fast-check';
import { after, noon } from '../fakes/samples.ts';
import { calmAt, checkFlappingPolicy, DEFAULT_FLAPPING_POLICY, type FlappingPolicy, flapScore } from './flapping.ts';

const policy: FlappingPolicy = { enabled: true, windowMs: 600_000, startScore: 4, stopScore: 2 };
const changesAt = (...seconds: readonly number[]) => seconds.map(after);
const scoreAt = (changes: readonly Date[], seconds: number) => flapScore(changes, after(seconds), policy.windowMs);

describe('the score of flapping', () => {
  test.each<[string, number[], number, number]>([
    ['nothing happened', [], 0, 0],
    ['a change now', [0], 0, 1.2],
    ['a change half a window ago', [0], 300, 1],
    ['a change that has just left', [0], 600, 0],
    ['a change in the future', [10], 0, 0],
    ['four changes', [0, 150, 300, 450], 600, 0.9 + 1 + 1.1],
  ])('%s', (_, seconds, now, score) => {
    expect(scoreAt(changesAt(...seconds), now)).toBeCloseTo(score);
  });

  test('of an ordinary alert never reaches the default: it needs four episodes within half an hour', () => {
    const { windowMs, startScore } = DEFAULT_FLAPPING_POLICY;
    const episodes = (count: number) => Array.from({ length: count }, (_, index) => [after(index * 300), after(index * 300 + 120)]).flat();
    expect(flapScore(episodes(3), after(900), windowMs)).toBeLessThan(startScore);
    expect(flapScore(episodes(5), after(1320), windowMs)).toBeGreaterThanOrEqual(startScore);
  });
});

describe('calm', () => {
  test.each<[string, number[], number, number]>([
    ['now, when nothing happened', [], 0, 0],
    ['now, when there was little', [0], 10, 10],
    ['when the weights have fallen', [0, 0], 0, 300],
    ['when an old change leaves', [0, 500, 500], 500, 800],
  ])('is %s', (_, seconds, now, calm) => {
    expect(calmAt(changesAt(...seconds), after(now), policy)).toEqual(after(calm));
  });

  test('is the first moment of a score that is low enough, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -700, max: 0 }), { maxLength: 30 }), fc.integer({ min: 0, max: 12 }), (seconds, stopScore) => {
        const [changes, own] = [changesAt(...seconds), { ...policy, stopScore }];
        const calm = calmAt(changes, noon, own);
        expect(flapScore(changes, calm, own.windowMs)).toBeLessThanOrEqual(stopScore + 1e-6);
        if (calm > noon) expect(flapScore(changes, new Date(calm.getTime() - 2), own.windowMs)).toBeGreaterThan(stopScore);
      }),
    );
  });
});

test.each<[Partial<FlappingPolicy>, string]>([
  [{ windowMs: 59_999 }, '/window_seconds'],
  [{ windowMs: Number.NaN }, '/window_seconds'],
  [{ startScore: 0 }, '/start_score'],
  [{ startScore: 1_001 }, '/start_score'],
  [{ stopScore: 4 }, '/stop_score'],
  [{ stopScore: -1 }, '/stop_score'],
])('the policy %j is refused at %s', (given, field) => {
  expect(() => checkFlappingPolicy({ ...policy, ...given })).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field })] }) as Error);
});
