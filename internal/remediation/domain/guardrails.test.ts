import fc from 'fast-check';
import { type Activity, DEFAULT_GUARDRAILS, type Guardrails, refusalOf } from './guardrails.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const idle: Activity = { runningOnTarget: 0, startedOnTargetLastHour: 0, otherTargetsRunning: 0 };
const ask = (activity: Partial<Activity>, guardrails: Partial<Guardrails> = {}, killSwitch = false) =>
  refusalOf({ guardrails: { ...DEFAULT_GUARDRAILS, ...guardrails }, killSwitch, activity: { ...idle, ...activity }, now })?.code;
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('the guardrails', () => {
  test('let an idle target be remediated', () => expect(ask({})).toBeUndefined());
  test('refuse everything while the kill switch is on', () => expect(ask({}, {}, true)).toBe('kill_switch'));
  test('count what runs on the target', () => {
    expect(ask({ runningOnTarget: 1 })).toBe('concurrency');
    expect(ask({ runningOnTarget: 1 }, { maxConcurrentPerTarget: 2 })).toBeUndefined();
  });
  test('keep the cooldown to the second', () => {
    expect(ask({ lastOnTarget: ago(299.9) })).toBe('cooldown');
    expect(ask({ lastOnTarget: ago(300) })).toBeUndefined();
    expect(ask({ lastOnTarget: ago(0) }, { cooldownSeconds: 0 })).toBeUndefined();
  });
  test('cap the starts within an hour', () => {
    expect(ask({ startedOnTargetLastHour: 3 })).toBe('hourly_cap');
    expect(ask({ startedOnTargetLastHour: 2 })).toBeUndefined();
  });
  test('cap the targets under remediation, but a second one on the same target widens nothing', () => {
    expect(ask({ otherTargetsRunning: 3 })).toBe('blast_radius');
    expect(ask({ otherTargetsRunning: 2 })).toBeUndefined();
    expect(ask({ otherTargetsRunning: 3, runningOnTarget: 1 }, { maxConcurrentPerTarget: 2 })).toBeUndefined();
  });
});

// A small world: remediations begin when the guardrails allow it and end by themselves; every rule must hold at every moment.
interface Run {
  readonly target: string;
  readonly began: number;
  readonly ends: number;
}

const activityAt = (runs: readonly Run[], target: string, at: number): Activity => {
  const own = runs.filter((run) => run.target === target);
  const touched = own.flatMap(({ began, ends }) => (ends <= at ? [began, ends] : [began]));
  return {
    runningOnTarget: own.filter(({ ends }) => ends > at).length,
    startedOnTargetLastHour: own.filter(({ began }) => began > at - 3600).length,
    ...(touched.length > 0 && { lastOnTarget: new Date(Math.max(...touched) * 1000) }),
    otherTargetsRunning: new Set(runs.filter((run) => run.target !== target && run.ends > at).map((run) => run.target)).size,
  };
};

const guardrailsArbitrary = fc.record({
  cooldownSeconds: fc.integer({ min: 0, max: 900 }),
  maxConcurrentPerTarget: fc.integer({ min: 1, max: 3 }),
  maxPerHourPerTarget: fc.integer({ min: 1, max: 5 }),
  maxBlastRadius: fc.integer({ min: 1, max: 3 }),
  approvalTtlSeconds: fc.constant(900),
});
const attempt = fc.record({ after: fc.integer({ min: 0, max: 600 }), target: fc.constantFrom('a', 'b', 'c', 'd', 'e'), takes: fc.integer({ min: 1, max: 1500 }), policy: fc.nat(2) });

test('whatever the policies, every start kept the limits of the policy that started, over the runs of all policies', () => {
  fc.assert(
    fc.property(fc.tuple(guardrailsArbitrary, guardrailsArbitrary, guardrailsArbitrary), fc.array(attempt, { maxLength: 60 }), (policies, attempts) => {
      const runs: Run[] = [];
      let at = 10_000;
      for (const { after, target, takes, policy } of attempts) {
        at += after;
        const guardrails = policies[policy] ?? DEFAULT_GUARDRAILS;
        const refusal = refusalOf({ guardrails, killSwitch: false, activity: activityAt(runs, target, at), now: new Date(at * 1000) });
        if (refusal) continue;
        const before = [...runs];
        runs.push({ target, began: at, ends: at + takes });
        const own = runs.filter((run) => run.target === target);
        expect(own.filter(({ ends }) => ends > at).length).toBeLessThanOrEqual(guardrails.maxConcurrentPerTarget);
        expect(own.filter(({ began }) => began > at - 3600).length).toBeLessThanOrEqual(guardrails.maxPerHourPerTarget);
        const running = new Set(runs.filter(({ ends }) => ends > at).map((run) => run.target));
        const wasRunning = before.some((run) => run.target === target && run.ends > at);
        if (!wasRunning) expect(running.size).toBeLessThanOrEqual(guardrails.maxBlastRadius);
        for (const run of before.filter((one) => one.target === target)) {
          expect(at - run.began).toBeGreaterThanOrEqual(guardrails.cooldownSeconds);
          if (run.ends <= at) expect(at - run.ends).toBeGreaterThanOrEqual(guardrails.cooldownSeconds);
        }
      }
    }),
  );
});

test('more activity never turns a refusal into a start', () => {
  const counts = fc.record({ runningOnTarget: fc.nat(4), startedOnTargetLastHour: fc.nat(6), otherTargetsRunning: fc.nat(4) });
  fc.assert(
    fc.property(guardrailsArbitrary, counts, fc.nat(3), fc.nat(3), (guardrails, activity, moreStarts, moreTargets) => {
      if (!refusalOf({ guardrails, killSwitch: false, activity, now })) return;
      const busier = { ...activity, startedOnTargetLastHour: activity.startedOnTargetLastHour + moreStarts, otherTargetsRunning: activity.otherTargetsRunning + moreTargets };
      expect(refusalOf({ guardrails, killSwitch: false, activity: busier, now })).toBeDefined();
      expect(refusalOf({ guardrails, killSwitch: true, activity, now })?.code).toBe('kill_switch');
    }),
  );
});
