import { asTenantId, type Actor } from '#internal/kernel';
import type { IncomingAlert } from '../domain/incoming-alert.ts';
import type { IntakeOutcome } from '../ports/alert-intake.ts';
import { receiveAlertmanagerWebhook } from './receive-alertmanager-webhook.ts';
import { receivePrometheusAlerts } from './receive-prometheus-alerts.ts';

const ana: Actor = { tenantId: asTenantId('0198c0de-0000-7000-8000-000000000001'), subject: 'api-key:1', kind: 'api_key', correlationId: '0'.repeat(32), via: 'test' };

/** An intake that answers what it is told to, and remembers what it got. */
function intakeThatAnswers(...outcomes: readonly IntakeOutcome[]) {
  const received: IncomingAlert[] = [];
  return { received, intake: { receive: async (_actor: Actor, alerts: readonly IncomingAlert[]) => (received.push(...alerts), outcomes) } };
}

const invalid: IntakeOutcome = { kind: 'invalid', details: [{ field: '/labels', reason: '"bad-name" is not a label name' }] };
const late: IntakeOutcome = { kind: 'ignored', reason: 'episode_over' };
const labels = { alertname: 'x' };

describe('receivePrometheusAlerts', () => {
  test('names what was refused by its place in the body, and nothing else', async () => {
    const { intake, received } = intakeThatAnswers({ kind: 'opened' }, invalid, late, { kind: 'refreshed' });
    expect(await receivePrometheusAlerts({ intake })(ana, [{ labels }, { labels }, { labels }, { labels }])).toEqual([{ field: '/1/labels', reason: '"bad-name" is not a label name' }]);
    expect(received.map(({ source }) => source)).toEqual(['prometheus', 'prometheus', 'prometheus', 'prometheus']);
  });
});

describe('receiveAlertmanagerWebhook', () => {
  test('counts what was taken in and says why the rest was not', async () => {
    const { intake, received } = intakeThatAnswers({ kind: 'opened' }, late, invalid, { kind: 'resolved' });
    const alerts = [{ status: 'firing', labels }, { status: 'firing', labels }, { status: 'firing', labels }, { status: 'resolved', labels }] as const;
    expect(await receiveAlertmanagerWebhook({ intake })(ana, alerts)).toEqual({
      accepted: 2,
      ignored: 2,
      reasons: [{ index: 1, reason: 'episode_over' }, { index: 2, reason: '/labels "bad-name" is not a label name' }],
    });
    expect(received.map(({ ended }) => ended)).toEqual([false, false, false, true]);
  });
});
