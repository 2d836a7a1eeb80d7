import type { Clock, IdGenerator } from '#internal/kernel';
import type { Authenticator } from '#internal/platform/http';
import type { Transactions } from '#internal/platform/transactions';
import { type SealingBox, sealedSenderSecrets } from './crypto/sealed-sender-secrets.ts';
import { RECEIPT_DAYS } from './domain/receipt.ts';
import { alertmanagerOperations } from './http/alertmanager-operations.ts';
import { senderDeliveryOperations } from './http/sender-delivery-operations.ts';
import { integrationOperations } from './http/integration-operations.ts';
import { senderAuthenticator } from './http/sender-authenticator.ts';
import { VENDOR_MAPPINGS } from './mappings/vendor-mappings.ts';
import type { AlertAcknowledger, AlertIntake } from './ports/alert-intake.ts';
import type { Expressions } from './ports/mapping-expressions.ts';
import { postgresIntegrationDirectory, postgresIntegrations } from './postgres/postgres-integrations.ts';
import { admitSender } from './service/admit-sender.ts';
import { createIntegration, deleteIntegration, getIntegration, listIntegrations, rotateIntegrationSecret, updateIntegration } from './service/manage-integrations.ts';
import { getReceipt, listReceipts } from './service/read-receipts.ts';
import { receiveAlertmanagerWebhook } from './service/receive-alertmanager-webhook.ts';
import { previewEvents, receiveEvents } from './service/receive-events.ts';
import { receivePrometheusAlerts } from './service/receive-prometheus-alerts.ts';

export interface IntegrationsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  /** Keeps the secrets of senders. */
  readonly secretBox: SealingBox;
  /** Runs mappings. */
  readonly expressions: Expressions;
  readonly intake: AlertIntake;
  readonly acknowledger: AlertAcknowledger;
}

const DAY_MS = 24 * 60 * 60_000;
const PRUNE_EVERY_MS = 60_000;
const PRUNE_AT_ONCE = 1000;

/** Wires the context: the payloads of other systems on one side, the intake of alerts on the other. */
export function createIntegrations({ transactions, clock, ids, secretBox, expressions, intake, acknowledger }: IntegrationsDeps) {
  const work = postgresIntegrations(transactions);
  const directory = postgresIntegrationDirectory(transactions);
  const secrets = sealedSenderSecrets(secretBox);
  const managing = { work, clock, ids, secrets, expressions };
  const receiving = { ...managing, intake, acknowledger, mappingOf: (kind: keyof typeof VENDOR_MAPPINGS) => VENDOR_MAPPINGS[kind] };
  const admit = admitSender({ work, directory, secrets, clock });
  return {
    operations: {
      ...alertmanagerOperations({ receivePrometheusAlerts: receivePrometheusAlerts({ intake }), receiveAlertmanagerWebhook: receiveAlertmanagerWebhook({ intake }) }),
      ...senderDeliveryOperations({ receiveEvents: receiveEvents(receiving) }),
      ...integrationOperations({
        listIntegrations: listIntegrations(managing),
        createIntegration: createIntegration(managing),
        getIntegration: getIntegration(managing),
        updateIntegration: updateIntegration(managing),
        deleteIntegration: deleteIntegration(managing),
        rotateIntegrationSecret: rotateIntegrationSecret(managing),
        previewEvents: previewEvents(receiving),
        listReceipts: listReceipts(managing),
        getReceipt: getReceipt(managing),
      }),
    },
    /** Lets senders in by the secrets of their integrations. */
    authenticator: (others: Authenticator) => senderAuthenticator(admit, others),
    jobs: [{ name: 'forget old receipts', everyMs: PRUNE_EVERY_MS, run: async () => ((await directory.pruneReceipts(new Date(clock.now().getTime() - RECEIPT_DAYS * DAY_MS), PRUNE_AT_ONCE)) === PRUNE_AT_ONCE ? PRUNE_AT_ONCE : 0) }],
  };
}
