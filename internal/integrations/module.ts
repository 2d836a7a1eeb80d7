import { alertmanagerOperations } from './http/alertmanager-operations.ts';
import type { AlertIntake } from './ports/alert-intake.ts';
import { receiveAlertmanagerWebhook } from './service/receive-alertmanager-webhook.ts';
import { receivePrometheusAlerts } from './service/receive-prometheus-alerts.ts';

export interface IntegrationsDeps {
  readonly intake: AlertIntake;
}

/** Wires the context: the payloads of other systems on one side, the intake of alerts on the other. */
export function createIntegrations({ intake }: IntegrationsDeps) {
  return {
    operations: alertmanagerOperations({
      receivePrometheusAlerts: receivePrometheusAlerts({ intake }),
      receiveAlertmanagerWebhook: receiveAlertmanagerWebhook({ intake }),
    }),
  };
}
