import { forbidden, notFound, unavailable } from '#pkg/apperror';
import { RemediationWorld } from '../fakes/remediation-world.ts';
import { alertOf } from '../ports/remediation.contract.ts';
import { concludeRemediation } from './conclude-remediation.ts';
import { considerAlert } from './consider-alert.ts';
import { deliverEscalation } from './deliver-escalation.ts';
import { startRemediation } from './start-remediation.ts';
import { updateRemediationSettings } from './update-remediation-settings.ts';

async function setup() {
  const world = new RemediationWorld();
  const policy = await world.policy({ compensateOnIneffective: true, escalation: { webhookUrl: 'https://acme.com/hook', secret: 'a long enough secret' } });
  const [running] = await considerAlert(world)(world.owner, alertOf());
  const id = running!.id;
  return {
    world, policy, id,
    start: () => startRemediation(world)(world.owner, id),
    conclude: (status: string, outcome?: string, error?: string) =>
      concludeRemediation(world)(world.owner, id, { executionId: 'x', status, ...(outcome !== undefined && { outcome }), ...(error !== undefined && { error: { detail: error } }) }),
    deliver: () => deliverEscalation(world)(world.owner, id, 'event-1'),
    now: () => world.work.read(world.owner, ({ remediations }) => remediations.get(id)),
  };
}

describe('startRemediation', () => {
  test('requests the execution under the key of the remediation, once', async () => {
    const { world, policy, id, start, now } = await setup();
    await start();
    await start();
    expect(world.requests).toMatchObject([{ requestKey: id, workflowId: policy.workflowId, compensateOnIneffective: true, target: 'web-1', verification: { kind: 'alert_resolved' } }]);
    expect(await now()).toMatchObject({ status: 'running', executionId: `execution of ${id}` });
    expect(world.audited).toEqual(['remediation.started', 'remediation.execution_requested']);
  });

  test('fails and escalates what can never be started', async () => {
    const { world, start, now } = await setup();
    world.executionProblem = notFound('workflow');
    await start();
    expect(await now()).toMatchObject({ status: 'failed', statusCode: 'not_startable', reason: expect.stringContaining('no such workflow') });
    expect(world.told.at(-1)).toBe('escalated');
  });

  test('lets the event come again when automation does not answer', async () => {
    const { world, start, now } = await setup();
    world.executionProblem = unavailable('busy');
    await expect(start()).rejects.toThrow('busy');
    expect(await now()).toMatchObject({ status: 'running' });
  });

  test('heeds a kill switch that was thrown while the event waited', async () => {
    const { world, start, now } = await setup();
    await updateRemediationSettings(world)(world.owner, { killSwitch: true, ifMatch: undefined });
    await start();
    expect([world.requests, await now()]).toMatchObject([[], { status: 'cancelled', statusCode: 'kill_switch' }]);
  });
});

describe('concludeRemediation', () => {
  test.each([
    ['completed', 'verified', 'verified', 'verified', false],
    ['completed', 'inconclusive', 'inconclusive', 'inconclusive', false],
    ['completed', undefined, 'inconclusive', 'inconclusive', false],
    ['completed', 'ineffective', 'ineffective', 'ineffective', true],
    ['failed', 'ineffective', 'ineffective', 'ineffective', true],
    ['compensated', 'ineffective', 'ineffective', 'ineffective', true],
    ['compensated', undefined, 'failed', 'execution_failed', true],
    ['failed', undefined, 'failed', 'execution_failed', true],
    ['timed_out', undefined, 'failed', 'timed_out', true],
    ['compensation_failed', undefined, 'failed', 'compensation_failed', true],
    ['compensation_failed', 'ineffective', 'failed', 'compensation_failed', true],
    ['cancelled', undefined, 'cancelled', 'execution_cancelled', false],
  ])('an execution that ends %s and %s makes it %s (%s), escalated: %s', async (status, outcome, expected, code, escalated) => {
    const { world, conclude, now } = await setup();
    await conclude(status, outcome);
    expect(await now()).toMatchObject({ status: expected, statusCode: code, executionId: 'x', finishedAt: world.clock.now() });
    expect(world.told.includes('escalated')).toBe(escalated);
  });

  test('does so once', async () => {
    const { world, conclude } = await setup();
    await conclude('failed', undefined, 'disk full');
    await conclude('completed', 'verified');
    expect(world.told.filter((type) => type === 'escalated')).toHaveLength(1);
    expect(world.work.events.at(-1)?.data).toMatchObject({ status: 'failed', code: 'execution_failed', reason: 'the execution failed: disk full', target: 'web-1' });
  });

  test.each([undefined, 'nightly-cleanup', '018f0000-0000-7000-8000-000000000000'])('ignores an execution with the key %s', async (key) => {
    const { world, now } = await setup();
    await concludeRemediation(world)(world.owner, key, { executionId: 'x', status: 'failed' });
    expect(await now()).toMatchObject({ status: 'running' });
  });
});

describe('deliverEscalation', () => {
  const failed = async () => {
    const setting = await setup();
    await setting.conclude('failed');
    return setting;
  };

  test('tells the webhook, with the same id at every attempt', async () => {
    const { world, deliver, id } = await failed();
    await deliver();
    await deliver();
    expect(world.webhooksSent).toHaveLength(2);
    for (const webhook of world.webhooksSent) {
      expect(webhook).toMatchObject({ id: 'event-1', url: 'https://acme.com/hook', secret: 'a long enough secret', body: { type: 'remediation.remediation.escalated', data: { remediation_id: id, code: 'execution_failed' } } });
    }
    expect(world.audited.at(-1)).toBe('escalation.delivered');
  });

  test.each([500, 429, 302, 404])('wants another try after %s', async (status) => {
    const { world, deliver } = await failed();
    world.webhookAnswer = status;
    await expect(deliver()).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.audited).not.toContain('escalation.delivered');
  });

  test.each([410, forbidden('not on the allow-list')])('gives up after %s, and says so', async (answer) => {
    const { world, deliver } = await failed();
    world.webhookAnswer = answer;
    await deliver();
    expect(world.audited.at(-1)).toBe('escalation.given_up');
  });

  test('keeps quiet when the policy names nobody', async () => {
    const world = new RemediationWorld();
    await world.policy();
    const [running] = await considerAlert(world)(world.owner, alertOf());
    await deliverEscalation(world)(world.owner, running!.id, 'event-1');
    expect(world.webhooksSent).toEqual([]);
  });
});
