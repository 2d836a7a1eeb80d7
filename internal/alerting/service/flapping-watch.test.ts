import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, noon, ruleSettings, signalInput } from '../fakes/samples.ts';

type Context = ReturnType<typeof alertingInMemory>;

/** An alert fires at these seconds, and is over a minute later each time. */
async function fireAt({ at, receiveSignals, ana }: Context, ...times: readonly number[]) {
  for (const time of times) {
    at(time);
    await receiveSignals(ana, [signalInput({ startsAt: after(time), endsAt: after(time + 240) })]);
    at(time + 60);
    await receiveSignals(ana, [signalInput({ startsAt: after(time), endsAt: after(time + 60) })]);
  }
}
async function passFlappingUntil({ work, at, passFlapping, ana }: Context, seconds: number) {
  for (let index = 0; index < work.events.length; index += 1) {
    const { type, availableAt, data } = work.events[index]!;
    if (type !== 'alerting.alert.flapping_due' || !availableAt || availableAt > after(seconds)) continue;
    at((availableAt.getTime() - noon.getTime()) / 1000);
    await passFlapping(ana, data['fingerprint'] as never);
  }
  at(seconds);
}
const told = ({ work }: Context) => work.events.filter(({ type }) => /flapping_(started|stopped)/.test(type));

describe('alerts that flap', () => {
  test('are told once when they begin, with figures, and once when they have calmed down', async () => {
    const context = alertingInMemory();
    await fireAt(context, 0, 180, 360, 540);
    expect(told(context)).toEqual([]);
    await fireAt(context, 720, 900, 1080);
    expect(told(context)).toMatchObject([{ type: 'alerting.alert.flapping_started', data: { status: 'firing', changes: 9, window_seconds: 1800, name: 'HighLatency' } }]);
    expect((told(context)[0]!.data['score'] as number)).toBeGreaterThanOrEqual(8);
    const episodes = await context.alerts();
    expect(episodes.map(({ flappingSince }) => flappingSince?.getTime())).toEqual([undefined, undefined, undefined, undefined, after(720).getTime(), after(720).getTime(), after(720).getTime()]);
    await passFlappingUntil(context, 1800);
    expect(told(context)).toHaveLength(1);
    await passFlappingUntil(context, 4000);
    expect(told(context)).toMatchObject([{ type: 'alerting.alert.flapping_started' }, { type: 'alerting.alert.flapping_stopped', data: { status: 'resolved' } }]);
    expect((await context.alerts()).at(-1)).toMatchObject({ flappingSince: null });
    expect(context.audited().filter((action) => action.includes('flapping'))).toEqual(['alerting.alert.flapping_started', 'alerting.alert.flapping_stopped']);
  });

  test('and fire again after they were calm begin anew', async () => {
    const context = alertingInMemory();
    await fireAt(context, 0, 180, 360, 540, 720);
    await passFlappingUntil(context, 9000);
    await fireAt(context, 9000);
    expect((await context.alerts()).at(-1)).toMatchObject({ flappingSince: null });
    await fireAt(context, 9180, 9360, 9540, 9720);
    expect(told(context).map(({ type }) => type.split('.')[2])).toEqual(['flapping_started', 'flapping_stopped', 'flapping_started']);
  });

  test('are not looked for when the tenant does not want it, and calm down when it wants it no more', async () => {
    const context = alertingInMemory();
    const { policy, version } = await context.getFlappingPolicy(context.ana);
    await context.updateFlappingPolicy(context.ana, { ...policy, enabled: false }, version);
    await fireAt(context, 0, 180, 360, 540, 720, 900);
    expect(told(context)).toEqual([]);
    await context.updateFlappingPolicy(context.ana, { ...policy, startScore: 4, stopScore: 1 }, undefined);
    await fireAt(context, 1080);
    expect(told(context)).toHaveLength(1);
    await context.updateFlappingPolicy(context.ana, { ...policy, enabled: false }, undefined);
    await passFlappingUntil(context, 9000);
    expect(told(context)).toHaveLength(2);
  });

  test('count when they fire after having been pending, too, and what never fired does not', async () => {
    const context = alertingInMemory();
    const { createAlertRule, receiveSignals, firePendingAlert, alerts, ana, at } = context;
    await createAlertRule(ana, ruleSettings({ forSeconds: 30 }));
    for (let round = 0; round < 6; round += 1) {
      const start = round * 180;
      at(start);
      await receiveSignals(ana, [signalInput({ startsAt: after(start), endsAt: after(start + 240) })]);
      at(start + 30);
      await firePendingAlert(ana, (await alerts()).at(-1)!.id);
      at(start + 60);
      await receiveSignals(ana, [signalInput({ startsAt: after(start), endsAt: after(start + 60) })]);
    }
    expect(told(context)).toHaveLength(1);
    const quiet = alertingInMemory();
    await quiet.createAlertRule(quiet.ana, ruleSettings({ forSeconds: 3600 }));
    await fireAt(quiet, ...Array.from({ length: 9 }, (_, round) => round * 120));
    expect(told(quiet)).toEqual([]);
  });

  test('are judged by a policy that somebody has read before', async () => {
    const { getFlappingPolicy, updateFlappingPolicy, ana, audited } = alertingInMemory();
    const { policy } = await getFlappingPolicy(ana);
    expect(await updateFlappingPolicy(ana, { ...policy, startScore: 20 }, 0)).toMatchObject({ version: 1 });
    await expect(updateFlappingPolicy(ana, policy, 0)).rejects.toMatchObject({ code: 'precondition_failed' });
    await expect(updateFlappingPolicy(ana, { ...policy, stopScore: 99 }, 1)).rejects.toMatchObject({ code: 'invalid' });
    expect(await getFlappingPolicy(ana)).toEqual({ policy: { ...policy, startScore: 20 }, version: 1 });
    expect(audited()).toEqual(['alerting.flapping_policy.updated']);
  });
});
