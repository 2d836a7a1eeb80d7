import { TransportError, type Operations } from '#internal/platform/http';
import type { ReceiveAlertmanagerWebhook } from '../service/receive-alertmanager-webhook.ts';
import type { ReceivePrometheusAlerts } from '../service/receive-prometheus-alerts.ts';

interface Use {
  readonly receivePrometheusAlerts: ReceivePrometheusAlerts;
  readonly receiveAlertmanagerWebhook: ReceiveAlertmanagerWebhook;
}

export function alertmanagerOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async receivePrometheusAlerts({ actor, body }) {
      const refusals = await use.receivePrometheusAlerts(actor, body);
      // Alertmanager answers 400 here, too, after it has stored the others.
      if (refusals.length > 0) throw new TransportError('malformed', 'some alerts make no sense; the others are stored', refusals);
      return { status: 200 };
    },

    async receiveAlertmanagerWebhook({ actor, body }) {
      return { status: 202, body: await use.receiveAlertmanagerWebhook(actor, body.alerts) };
    },
  };
}
