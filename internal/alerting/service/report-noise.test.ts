import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, noon, ruleSettings, signalInput } from '../fakes/samples.ts';

describe('the report of noise', () => {
  test('is of the last seven days, unless somebody asks for another period', async () => {
    const { ana, at, receiveSignals, listNoise } = alertingInMemory();
    await receiveSignals(ana, [signalInput({ labels: { pod: '1' } })]);
    at(8 * 86_400);
    await receiveSignals(ana, [signalInput({ labels: { pod: '2' }, startsAt: after(8 * 86_400), endsAt: after(8 * 86_400 + 240) })]);
    at(8 * 86_400 + 1);
    expect(await listNoise(ana, {})).toMatchObject({ since: after(86_401), until: after(8 * 86_400 + 1), isCut: false, reports: [{ ruleId: null, name: 'HighLatency', fired: 1, labelSets: 1, proposal: null }] });
    expect(await listNoise(ana, { since: noon, until: after(10) })).toMatchObject({ reports: [{ fired: 1 }] });
    expect((await listNoise(ana, { since: after(20), until: after(30) })).reports).toEqual([]);
  });

  test('of a rule is there though nothing fired', async () => {
    const { ana, at, createAlertRule, receiveSignals, getRuleNoise } = alertingInMemory();
    const rule = await createAlertRule(ana, ruleSettings({ name: 'slow ones' }));
    at(60);
    expect((await getRuleNoise(ana, rule.id, {})).reports).toMatchObject([{ ruleId: rule.id, name: 'slow ones', fired: 0, proposal: null }]);
    await receiveSignals(ana, [signalInput()]);
    at(120);
    expect((await getRuleNoise(ana, rule.id, {})).reports).toMatchObject([{ ruleId: rule.id, name: 'slow ones', fired: 1 }]);
    await expect(getRuleNoise(ana, 'nobody' as typeof rule.id, {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([[{ since: after(10), until: noon }], [{ since: after(-93 * 86_400), until: noon }]])('refuses the period %j', async (period) => {
    const { ana, listNoise } = alertingInMemory();
    await expect(listNoise(ana, period)).rejects.toMatchObject({ code: 'invalid', details: [{ field: 'since' }] });
  });
});
