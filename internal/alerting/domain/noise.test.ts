import fc from 'fast-check';
import { after } from '../fakes/samples.ts';
import type { AlertRuleId } from './alert-rule-id.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { NoiseEpisode } from './noise-episode.ts';
import { noiseReport, noiseReports } from './noise.ts';

const episode = (firedAt: number, lasts: number | null, given: Partial<NoiseEpisode> = {}): NoiseEpisode => ({
  ruleId: null, name: 'Slow', fingerprint: 'aaaaaaaaaaaaaaaa' as Fingerprint, firedAt: after(firedAt), resolvedAt: lasts === null ? null : after(firedAt + lasts),
  acknowledgedAt: null, escalatedAt: null, resolution: lasts === null ? null : 'source', flappingSince: null, notified: 1, ...given,
});
const every = (seconds: number, count: number, make: (at: number, index: number) => NoiseEpisode) => Array.from({ length: count }, (_, index) => make(index * seconds, index));
const day = 86_400;
const now = after(30 * day);
const pod = (index: number) => ({ fingerprint: index.toString(16).padStart(16, '0') as Fingerprint });

describe('noise', () => {
  test('is counted by what became of the alerts', () => {
    const episodes = [
      episode(0, 60),
      episode(day, 3600),
      episode(2 * day, 3600, { acknowledgedAt: after(2 * day + 5), ...pod(1) }),
      episode(3 * day, 3600, { escalatedAt: after(3 * day + 5) }),
      episode(4 * day, 3600, { resolution: 'manual', flappingSince: after(4 * day), notified: 3 }),
      episode(5 * day, null, pod(2)),
    ];
    expect(noiseReport(episodes, now)).toMatchObject({ fired: 6, labelSets: 3, acknowledged: 1, escalated: 1, autoResolved: 2, ignored: 2, flapped: 1, notified: 8 });
  });

  test('is told by rule, or by name where there is none, the noisiest first', () => {
    const ruleId = 'rule' as AlertRuleId;
    const reports = noiseReports([episode(0, 60, { name: 'B' }), ...every(day, 3, (at) => episode(at, 60, { ruleId, name: `as of ${at}` })), episode(5, 60, { name: 'A' })], now);
    expect(reports.map(({ ruleId: id, name, fired }) => [id, name, fired])).toEqual([[ruleId, `as of ${2 * day}`, 3], [null, 'A', 1], [null, 'B', 1]]);
  });

  test.each<[string, NoiseEpisode[], object | null]>([
    ['nothing for few', every(600, 4, (at) => episode(at, 60)), null],
    ['keep_firing_for, when alerts come back soon', every(300, 10, (at) => episode(at, 180)), { change: 'keep_firing_for', seconds: 120, reason: expect.stringContaining('9 of 10') as string }],
    ['a longer for, when they are over soon', every(day, 10, (at, index) => episode(at, 30 + index * 20)), { change: 'longer_for', seconds: 180, reason: expect.stringContaining('would have spared 8 of them') as string }],
    ['to group them, when many begin together', [...every(10, 6, (at, index) => episode(at, 3600, pod(index))), ...every(day, 2, (at) => episode(day + at, 3600))], { change: 'group', seconds: null, reason: expect.stringContaining('6 of 8') as string }],
    ['to delete it, when nobody cares', every(day, 10, (at) => episode(at, 7200)), { change: 'delete', seconds: null }],
    ['a higher threshold, when most end by themselves', [...every(day, 6, (at) => episode(at, 7200)), ...every(day, 4, (at) => episode(10 * day + at, 800))], { change: 'raise_threshold' }],
    ['nothing, when people take care', every(day, 10, (at) => episode(at, 7200, { acknowledgedAt: after(at + 60) })), null],
  ])('proposes %s', (_, episodes, proposal) => {
    const found = noiseReport(episodes, now).proposal;
    if (proposal === null) expect(found).toBeNull();
    else expect(found).toMatchObject(proposal);
  });

  test('is the same in any order of the alerts, and its counts fit together', () => {
    const some = fc.record({ at: fc.integer({ min: 0, max: 5 * day }), lasts: fc.option(fc.integer({ min: 1, max: day })), pod: fc.integer({ min: 0, max: 3 }), acknowledged: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(some, { minLength: 1, maxLength: 30, selector: ({ at }) => at }), (drawn) => {
        const episodes = drawn.map(({ at, lasts, pod: index, acknowledged }) => episode(at, lasts, { ...pod(index), acknowledgedAt: acknowledged ? after(at + 1) : null }));
        const report = noiseReport(episodes, now);
        expect(noiseReport([...episodes].reverse(), now)).toEqual(report);
        expect(report.autoResolved + report.acknowledged).toBeLessThanOrEqual(report.fired);
        expect(report.ignored).toBeLessThanOrEqual(report.fired - report.acknowledged);
      }),
    );
  });
});
