import { RemediationWorld } from '../fakes/remediation-world.ts';
import { alertOf } from '../ports/remediation.contract.ts';
import { DEFAULT_GUARDRAILS } from '../domain/guardrails.ts';
import { concludeRemediation } from './conclude-remediation.ts';
import { considerAlert } from './consider-alert.ts';
import { updateRemediationSettings } from './update-remediation-settings.ts';

function setup() {
  const world = new RemediationWorld();
  const consider = considerAlert(world);
  return { world, consider: (alert = alertOf()) => consider(world.owner, alert) };
}

describe('considerAlert', () => {
  test('starts an automatic policy with the alert in its input', async () => {
    const { world, consider } = setup();
    const policy = await world.policy({ input: { dry_run: true }, workflowVersion: 4 });
    const alert = alertOf();
    const [remediation] = await consider(alert);
    expect(remediation).toMatchObject({ status: 'running', target: 'web-1', policyId: policy.id, startedAt: world.clock.now() });
    expect(remediation?.input).toMatchObject({ dry_run: true, alert: { id: alert.id, labels: alert.labels }, remediation: { id: remediation?.id, target: 'web-1' } });
    expect(world.work.events).toMatchObject([
      {
        type: 'remediation.remediation.execution_due',
        aggregateId: remediation?.id,
        data: { workflow_id: policy.workflowId, workflow_version: 4, alert_id: alert.id, verification: { kind: 'alert_resolved', window_seconds: 60, alert_id: alert.id } },
      },
    ]);
    expect(world.audited).toEqual(['remediation.started']);
  });

  test('asks people when the policy says so, and sets a timer', async () => {
    const { world, consider } = setup();
    await world.policy({ mode: 'approve' });
    const [remediation] = await consider();
    const deadline = new Date(world.clock.now().getTime() + 900_000);
    expect(remediation).toMatchObject({ status: 'awaiting_approval', expiresAt: deadline });
    expect(world.work.events).toMatchObject([{ type: 'remediation.remediation.approval_expired', availableAt: deadline }]);
  });

  test('only suggests by default, whatever the guardrails', async () => {
    const { world, consider } = setup();
    await world.policy({ mode: 'suggest' });
    await updateRemediationSettings(world)(world.owner, { killSwitch: true, ifMatch: undefined });
    expect(await consider()).toMatchObject([{ status: 'suggested' }]);
    expect(world.told).toEqual([]);
  });

  test('does the same once, however often the event comes', async () => {
    const { world, consider } = setup();
    await world.policy();
    await world.policy({ mode: 'suggest' });
    const alert = alertOf();
    const all = await Promise.all(Array.from({ length: 5 }, () => consider(alert)));
    expect(all.flat()).toHaveLength(2);
    expect(world.told).toEqual(['execution_due']);
  });

  test('looks at enabled policies that match only', async () => {
    const { world, consider } = setup();
    await world.policy({ enabled: false });
    await world.policy({ matchers: [{ name: 'service', op: '=~', value: 'shop|cart' }, { name: 'instance', op: '!=', value: 'web-1' }] });
    expect(await consider()).toEqual([]);
  });

  test('gives the budget of a target to the policy that goes first, and keeps the reason for the other', async () => {
    const { world, consider } = setup();
    const second = await world.policy({ priority: 20 });
    const first = await world.policy({ priority: 10 });
    const [one, two] = await consider();
    expect([one?.policyId, one?.status]).toEqual([first.id, 'running']);
    expect(two).toMatchObject({ policyId: second.id, status: 'refused', statusCode: 'concurrency', reason: expect.stringContaining('1 of at most 1') });
    expect(world.audited).toEqual(['remediation.started', 'remediation.refused']);
  });

  test('budgets outlive the run: cooldown, then the hourly cap', async () => {
    const { world, consider } = setup();
    await world.policy({ guardrails: { ...DEFAULT_GUARDRAILS, maxPerHourPerTarget: 2 } });
    const runAndEnd = async () => {
      const [remediation] = await consider();
      if (remediation?.status === 'running') await concludeRemediation(world)(world.owner, remediation.id, { executionId: world.ids.next(), status: 'completed', outcome: 'verified' });
      return remediation?.statusCode ?? remediation?.status;
    };
    expect(await runAndEnd()).toBe('running');
    world.pass(299);
    expect(await runAndEnd()).toBe('cooldown');
    world.pass(1);
    expect(await runAndEnd()).toBe('running');
    world.pass(400);
    expect(await runAndEnd()).toBe('hourly_cap');
    world.pass(3600);
    expect(await runAndEnd()).toBe('running');
  });

  test('caps the targets under remediation at once, also when they fire together', async () => {
    const { world, consider } = setup();
    await world.policy({ guardrails: { ...DEFAULT_GUARDRAILS, maxBlastRadius: 2 } });
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((instance) => consider(alertOf({ instance }))));
    expect(all.flat().map(({ status, statusCode }) => statusCode ?? status).sort()).toEqual(['blast_radius', 'blast_radius', 'running', 'running']);
  });

  test.each(['auto', 'approve'] as const)('refuses %s while the kill switch is on', async (mode) => {
    const { world, consider } = setup();
    await world.policy({ mode });
    await updateRemediationSettings(world)(world.owner, { killSwitch: true, reason: 'storm', ifMatch: undefined });
    expect(await consider()).toMatchObject([{ status: 'refused', statusCode: 'kill_switch' }]);
    expect(world.told).toEqual([]);
  });

  test('refuses an alert that names no target', async () => {
    const { world, consider } = setup();
    await world.policy({ targetLabels: ['pod'] });
    expect(await consider()).toMatchObject([{ status: 'refused', statusCode: 'no_target' }]);
  });

  test('starts nothing while a maintenance holds it back, and what it would have done when the alert is told again', async () => {
    const { world, consider } = setup();
    await world.policy();
    const alert = alertOf();
    world.maintenance = true;
    expect(await consider(alert)).toEqual([]);
    expect([world.told, world.audited]).toEqual([[], []]);
    world.maintenance = false;
    expect(await consider(alert)).toMatchObject([{ status: 'running' }]);
  });

  test('starts nothing for an alert that is over already, and says so', async () => {
    const { world, consider } = setup();
    await world.policy();
    const alert = alertOf();
    world.resolvedAlerts.add(alert.id);
    expect(await consider(alert)).toMatchObject([{ status: 'expired', statusCode: 'alert_resolved' }]);
    expect(world.told).toEqual([]);
  });
});
