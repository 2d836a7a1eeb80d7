import { RemediationWorld } from '../fakes/remediation-world.ts';
import type { PolicyTerms } from '../domain/remediation-policy.ts';
import { alertOf } from '../ports/remediation.contract.ts';
import { approveRemediation } from './approve-remediation.ts';
import { considerAlert } from './consider-alert.ts';
import { deleteRemediationPolicy } from './delete-remediation-policy.ts';
import { expireApproval, expireForResolvedAlert } from './expire-remediations.ts';
import { rejectRemediation } from './reject-remediation.ts';
import { updateRemediationSettings } from './update-remediation-settings.ts';

async function setup(terms: Partial<PolicyTerms> = { mode: 'approve' }) {
  const world = new RemediationWorld();
  const policy = await world.policy(terms);
  const alert = alertOf();
  const [proposal] = await considerAlert(world)(world.owner, alert);
  const ana = { ...world.owner, kind: 'user' as const, subject: 'ana' };
  const id = proposal!.id;
  return {
    world, policy, alert, id, ana,
    approve: (comment?: string) => approveRemediation(world)(ana, id, comment),
    reject: (comment?: string) => rejectRemediation(world)(ana, id, comment),
    now: () => world.work.read(ana, ({ remediations }) => remediations.get(id)),
  };
}

describe('a person who decides', () => {
  test.each(['approve', 'suggest'] as const)('starts a proposal of mode %s and is remembered', async (mode) => {
    const { approve, now, world } = await setup({ mode });
    const approved = await approve('looks right');
    expect(approved).toMatchObject({ status: 'running', decidedBy: 'ana', decisionComment: 'looks right', decidedAt: world.clock.now(), startedAt: world.clock.now(), version: 2 });
    expect(await now()).toEqual(approved);
    expect(world.told.at(-1)).toBe('execution_due');
    expect(world.audited.at(-1)).toBe('remediation.approved');
  });

  test('says no and is remembered', async () => {
    const { reject, world } = await setup();
    expect(await reject('not now')).toMatchObject({ status: 'rejected', decidedBy: 'ana', reason: 'not now' });
    expect(world.told).not.toContain('execution_due');
  });

  test('cannot decide twice', async () => {
    const { approve, reject } = await setup();
    const results = await Promise.allSettled([approve(), reject(), approve()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(reject()).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is too late after the deadline, also when the timer is late', async () => {
    const { approve, world } = await setup();
    world.pass(900);
    await expect(approve()).rejects.toMatchObject({ code: 'conflict' });
  });

  test('cannot overrule the kill switch', async () => {
    const { approve, world, ana } = await setup();
    await updateRemediationSettings(world)(ana, { killSwitch: true, ifMatch: 1 });
    expect(await approve()).toMatchObject({ status: 'refused', statusCode: 'kill_switch', decidedBy: 'ana' });
    expect(world.told).not.toContain('execution_due');
  });

  test('cannot overrule a guardrail that has come to hold since', async () => {
    const { approve, world } = await setup();
    await world.policy({ mode: 'auto', priority: 1 });
    await considerAlert(world)(world.owner, alertOf());
    expect(await approve()).toMatchObject({ status: 'refused', statusCode: 'concurrency' });
  });

  test('cannot start what is disabled, or pointless', async () => {
    const disabled = await setup();
    await disabled.world.work.run(disabled.ana, ({ policies }) => policies.save({ ...disabled.policy, enabled: false }));
    expect(await disabled.approve()).toMatchObject({ status: 'refused', statusCode: 'policy_disabled' });
    const pointless = await setup();
    pointless.world.resolvedAlerts.add(pointless.alert.id);
    expect(await pointless.approve()).toMatchObject({ status: 'expired', statusCode: 'alert_resolved' });
  });

  test('finds nothing of another tenant', async () => {
    const { world, id } = await setup();
    const stranger = new RemediationWorld().owner;
    await expect(approveRemediation(world)(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rejectRemediation(world)(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a proposal that nobody decides about', () => {
  test('expires with its timer, once', async () => {
    const { world, ana, id, now } = await setup();
    await expireApproval(world)(ana, id);
    await expireApproval(world)(ana, id);
    expect(await now()).toMatchObject({ status: 'expired', statusCode: 'approval_expired' });
    expect(world.audited).toEqual(['remediation.approval_requested', 'remediation.expired']);
  });

  test('keeps what somebody decided before the timer', async () => {
    const { world, ana, id, approve, now } = await setup();
    await approve();
    await expireApproval(world)(ana, id);
    expect(await now()).toMatchObject({ status: 'running' });
  });

  test.each(['approve', 'suggest'] as const)('expires with its alert in mode %s', async (mode) => {
    const { world, ana, alert, now } = await setup({ mode });
    await expireForResolvedAlert(world)(ana, alert.id);
    expect(await now()).toMatchObject({ status: 'expired', statusCode: 'alert_resolved', finishedAt: world.clock.now() });
  });

  test('expires with its policy', async () => {
    const { world, ana, policy, now } = await setup();
    await deleteRemediationPolicy(world)(ana, policy.id, 1);
    expect(await now()).toMatchObject({ status: 'expired', statusCode: 'policy_deleted', policyName: policy.name });
  });
});

test('a running remediation keeps going when its alert resolves, and keeps its policy from being deleted', async () => {
  const { world, ana, alert, policy, now } = await setup({ mode: 'auto' });
  await expireForResolvedAlert(world)(ana, alert.id);
  expect(await now()).toMatchObject({ status: 'running' });
  await expect(deleteRemediationPolicy(world)(ana, policy.id, undefined)).rejects.toMatchObject({ code: 'conflict' });
});
