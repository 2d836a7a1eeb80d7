import { asTenantId, type DomainEvent, type JsonObject } from '#internal/kernel';
import { remediationSubscriptions } from './remediation-subscriptions.ts';

function setup() {
  const calls: unknown[][] = [];
  const note = (name: string) => async (...parameters: unknown[]) => {
    calls.push([name, ...parameters.slice(1)]);
    return [];
  };
  const names = ['considerAlert', 'expireForResolvedAlert', 'startRemediation', 'expireApproval', 'concludeRemediation', 'deliverEscalation'] as const;
  const use = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Parameters<typeof remediationSubscriptions>[0];
  const subscriptions = remediationSubscriptions(use);
  const deliver = async (type: keyof typeof subscriptions, data: JsonObject) => {
    const event: DomainEvent = { id: 'e1', type, tenantId: asTenantId('t1'), aggregateId: 'x', occurredAt: new Date(0), correlationId: 'c1', data };
    await subscriptions[type](event);
    return calls;
  };
  return { deliver };
}

const alert = { alert_id: 'a1', fingerprint: 'f', name: 'ShopDown', severity: 'critical', status: 'firing', labels: { instance: 'web-1' }, annotations: {}, rule_id: null, starts_at: '2026-03-01T12:00:00.000Z' };

describe('what remediation does with events', () => {
  test.each([
    ['alerting.alert.fired', alert, ['considerAlert', { id: 'a1', fingerprint: 'f', name: 'ShopDown', severity: 'critical', labels: { instance: 'web-1' }, annotations: {}, startsAt: alert.starts_at }]],
    ['alerting.alert.resolved', alert, ['expireForResolvedAlert', 'a1']],
    ['remediation.remediation.execution_due', { remediation_id: 'r1' }, ['startRemediation', 'r1']],
    ['remediation.remediation.approval_expired', { remediation_id: 'r1' }, ['expireApproval', 'r1']],
    ['remediation.remediation.escalated', { remediation_id: 'r1' }, ['deliverEscalation', 'r1', 'e1']],
    ['automation.execution.finished', { execution_id: 'x1', request_key: 'r1', status: 'failed', outcome: null, error: { detail: 'no' } }, ['concludeRemediation', 'r1', { executionId: 'x1', status: 'failed', error: { detail: 'no' } }]],
    ['automation.execution.finished', { execution_id: 'x1', request_key: null, status: 'completed', outcome: 'verified', error: null }, ['concludeRemediation', undefined, { executionId: 'x1', status: 'completed', outcome: 'verified' }]],
  ] as const)('%s', async (type, data, call) => {
    expect(await setup().deliver(type, data)).toEqual([call]);
  });

  test('an event without the field it must have stays with the relay', async () => {
    await expect(setup().deliver('remediation.remediation.escalated', {})).rejects.toThrow('remediation_id');
  });
});
