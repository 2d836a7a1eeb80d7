import { MAX_EVENT_RULES } from '../domain/event-rule.ts';
import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { ruleSettings, someone, someRule } from '../fakes/samples.ts';

describe('alert rules', () => {
  test('are created, changed and deleted, and every change is recorded', async () => {
    const { ana, createAlertRule, updateAlertRule, deleteAlertRule, getAlertRule, work } = alertingInMemory();
    const rule = await createAlertRule(ana, ruleSettings({ name: 'slow' }));
    const changed = await updateAlertRule(ana, rule.id, ruleSettings({ name: 'slower' }), 1);
    expect(await getAlertRule(ana, rule.id)).toEqual(changed);
    await deleteAlertRule(ana, rule.id, 2);
    await expect(getAlertRule(ana, rule.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(work.entries).toMatchObject([
      { action: 'alerting.alert_rule.created', after: { name: 'slow', version: 1 } },
      { action: 'alerting.alert_rule.updated', before: { name: 'slow' }, after: { name: 'slower', version: 2 } },
      { action: 'alerting.alert_rule.deleted', before: { name: 'slower' } },
    ]);
  });

  test('do not change under somebody who read another version', async () => {
    const { ana, createAlertRule, updateAlertRule, deleteAlertRule } = alertingInMemory();
    const rule = await createAlertRule(ana, ruleSettings());
    await updateAlertRule(ana, rule.id, ruleSettings(), undefined);
    await expect(updateAlertRule(ana, rule.id, ruleSettings(), 1)).rejects.toMatchObject({ code: 'precondition_failed' });
    await expect(deleteAlertRule(ana, rule.id, 1)).rejects.toMatchObject({ code: 'precondition_failed' });
    await deleteAlertRule(ana, rule.id, undefined);
  });

  test('of another tenant cannot be changed', async () => {
    const { ana, createAlertRule, updateAlertRule, deleteAlertRule } = alertingInMemory();
    const rule = await createAlertRule(ana, ruleSettings());
    await expect(updateAlertRule(someone(), rule.id, ruleSettings(), 1)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteAlertRule(someone(), rule.id, 1)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('with an expression that does not compile are refused', async () => {
    const { ana, createAlertRule } = alertingInMemory();
    const bad = createAlertRule(ana, ruleSettings({ matchers: [{ name: 'a', op: '=~', value: '(?!x)' }] }));
    await expect(bad).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/matchers/0/value' }] });
  });

  test('are limited in number', async () => {
    const { ana, work, createAlertRule } = alertingInMemory();
    await work.run(ana, async ({ rules }) => {
      for (let n = 0; n < MAX_EVENT_RULES; n += 1) await rules.add(someRule());
    });
    await expect(createAlertRule(ana, ruleSettings())).rejects.toMatchObject({ code: 'limit' });
  });

  test('are listed in the order in which they are tried', async () => {
    const { ana, createAlertRule, listAlertRules } = alertingInMemory();
    for (const position of [30, 4, 20]) await createAlertRule(ana, ruleSettings({ position }));
    expect((await listAlertRules(ana, {}, { limit: 10 })).items).toMatchObject([{ position: 4 }, { position: 20 }, { position: 30 }]);
  });
});
