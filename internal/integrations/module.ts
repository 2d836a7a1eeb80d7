import type { Clock, IdGenerator } from '#internal/kernel';
import { type Authenticator, RateLimiter } from '#internal/platform/http';
import type { Transactions } from '#internal/platform/transactions';
import type { EgressClient } from '#pkg/egress';
import type { Logger } from '#pkg/observability';
import { type SealingBox, sealedSenderSecrets } from './crypto/sealed-sender-secrets.ts';
import { snsOverHttps } from './egress/sns-over-https.ts';
import { rsaSnsSignatures } from './crypto/rsa-sns-signatures.ts';
import { RECEIPT_DAYS } from './domain/receipt.ts';
import { alertmanagerOperations } from './http/alertmanager-operations.ts';
import { senderDeliveryOperations } from './http/sender-delivery-operations.ts';
import { heartbeatHandlers } from './consumers/heartbeat-handlers.ts';
import { HISTORY_DAYS } from './domain/heartbeat.ts';
import { heartbeatOperations } from './http/heartbeat-operations.ts';
import { createHeartbeat, deleteHeartbeat, getHeartbeat, listHeartbeatChanges, listHeartbeats, rotateHeartbeatToken, updateHeartbeat } from './service/manage-heartbeats.ts';
import { checkHeartbeat, pingByToken, pingHeartbeat } from './service/ping-heartbeat.ts';
import { mailListener } from './smtp/mail-listener.ts';
import { findMailbox, receiveMail } from './service/receive-mail.ts';
import { pagerdutyOperations } from './http/pagerduty-operations.ts';
import { integrationOperations } from './http/integration-operations.ts';
import { senderAuthenticator } from './http/sender-authenticator.ts';
import { VENDOR_MAPPINGS } from './mappings/vendor-mappings.ts';
import type { AlertAcknowledger, AlertIntake } from './ports/alert-intake.ts';
import type { Expressions } from './ports/mapping-expressions.ts';
import { postgresIntegrationDirectory, postgresIntegrations } from './postgres/postgres-integrations.ts';
import { verifySns } from './service/verify-sns.ts';
import { admitSender } from './service/admit-sender.ts';
import { enqueuePagerdutyEvent } from './service/enqueue-pagerduty-event.ts';
import { createIntegration, deleteIntegration, getIntegration, listIntegrations, rotateIntegrationSecret, updateIntegration } from './service/manage-integrations.ts';
import { getReceipt, listReceipts } from './service/read-receipts.ts';
import { receiveAlertmanagerWebhook } from './service/receive-alertmanager-webhook.ts';
import { previewEvents, receiveEvents } from './service/receive-events.ts';
import { receivePrometheusAlerts } from './service/receive-prometheus-alerts.ts';

export interface IntegrationsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly logger: Logger;
  /** Keeps the secrets of senders. */
  readonly secretBox: SealingBox;
  /** Runs mappings. */
  readonly expressions: Expressions;
  /** Reaches Amazon SNS. */
  readonly egress: EgressClient;
  readonly intake: AlertIntake;
  readonly acknowledger: AlertAcknowledger;
}

const DAY_MS = 24 * 60 * 60_000;
const PRUNE_EVERY_MS = 60_000;
const PRUNE_AT_ONCE = 1000;

/** A full portion is followed by the next at once. */
const again = (removed: number) => (removed === PRUNE_AT_ONCE ? removed : 0);

/** Wires the context: the payloads of other systems on one side, the intake of alerts on the other. */
export function createIntegrations({ transactions, clock, ids, logger, secretBox, expressions, egress, intake, acknowledger }: IntegrationsDeps) {
  const work = postgresIntegrations(transactions);
  const directory = postgresIntegrationDirectory(transactions);
  const secrets = sealedSenderSecrets(secretBox);
  const managing = { work, clock, ids, secrets, expressions };
  const receiving = { ...managing, intake, acknowledger, mappingOf: (kind: keyof typeof VENDOR_MAPPINGS) => VENDOR_MAPPINGS[kind] };
  const receive = receiveEvents(receiving);
  const admit = admitSender({ work, directory, secrets, clock, verifySns: verifySns({ gateway: snsOverHttps(egress), signatures: rsaSnsSignatures, clock }) });
  // Who sends without a credential in its headers is not counted by the platform's quota.
  const turns = new RateLimiter('integration', { perSecond: 200, burst: 2000 }, clock);
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const beating = { work, clock, ids, secrets, intake };
  const ping = pingHeartbeat(beating);
  return {
    operations: {
      ...heartbeatOperations({
        listHeartbeats: listHeartbeats(beating),
        createHeartbeat: createHeartbeat(beating),
        getHeartbeat: getHeartbeat(beating),
        updateHeartbeat: updateHeartbeat(beating),
        deleteHeartbeat: deleteHeartbeat(beating),
        rotateHeartbeatToken: rotateHeartbeatToken(beating),
        listHeartbeatChanges: listHeartbeatChanges(beating),
        pingHeartbeat: ping,
        pingByToken: pingByToken({ directory, secrets, ping, takeTurn: (id) => turns.take(id) }),
      }),
      ...alertmanagerOperations({ receivePrometheusAlerts: receivePrometheusAlerts({ intake }), receiveAlertmanagerWebhook: receiveAlertmanagerWebhook({ intake }) }),
      ...senderDeliveryOperations({ receiveEvents: receive }),
      ...pagerdutyOperations({ enqueuePagerdutyEvent: enqueuePagerdutyEvent({ directory, secrets, ids, receiveEvents: receive, takeTurn: (id) => turns.take(id) }) }),
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
    /** Takes mail in; of the API's process, where it is configured. */
    mailListener: () => mailListener({ findMailbox: findMailbox({ directory, secrets }), receiveMail: receiveMail({ receiveEvents: receive, takeTurn: (id) => turns.take(id) }), ids, logger }),
    /** Lets senders in by the secrets of their integrations. */
    authenticator: (others: Authenticator) => senderAuthenticator(admit, others),
    handlers: heartbeatHandlers({ checkHeartbeat: checkHeartbeat(beating) }),
    jobs: [
      { name: 'forget old receipts', everyMs: PRUNE_EVERY_MS, run: async () => again(await directory.pruneReceipts(daysAgo(RECEIPT_DAYS), PRUNE_AT_ONCE)) },
      { name: 'forget old changes of heartbeats', everyMs: PRUNE_EVERY_MS, run: async () => again(await directory.pruneChanges(daysAgo(HISTORY_DAYS), PRUNE_AT_ONCE)) },
    ],
  };
}
