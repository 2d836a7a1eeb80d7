import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import { Lanes } from '#internal/platform/lanes';
import type { Transactions } from '#internal/platform/transactions';
import type { EgressClient, EgressPolicy } from '#pkg/egress';
import type { Logger, Registry } from '#pkg/observability';
import { channelRegistry } from './channels/channel-registry.ts';
import { emailChannel } from './channels/email-channel.ts';
import { parseSmtpUrl } from './channels/smtp-server-address.ts';
import { providerChannels } from './channels/provider-channels.ts';
import { webhookChannel } from './channels/webhook-channel.ts';
import { deliveryMetrics } from './consumers/delivery-metrics.ts';
import { notificationSubscriptions } from './consumers/notification-subscriptions.ts';
import { randomCodes } from './crypto/random-codes.ts';
import { joseAckTokens } from './crypto/jose-ack-tokens.ts';
import { type NotificationSecretBox, sealedIntegrationSecrets } from './crypto/sealed-integration-secrets.ts';
import { acknowledgeOperations } from './http/acknowledge-operations.ts';
import { notificationOperations } from './http/notification-operations.ts';
import { peopleOperations } from './http/people-operations.ts';
import { receiverOperations } from './http/receiver-operations.ts';
import type { AlertAcknowledger } from './ports/alert-acknowledger.ts';
import type { NotificationSource } from './ports/notification-source.ts';
import type { RoutingReferences } from './ports/routing-references.ts';
import { postgresDeliveryWatch, postgresNotifications } from './postgres/postgres-notifications.ts';
import { createContactMethod, deleteContactMethod, listContactMethods, sendContactCode, verifyContactMethod } from './service/manage-contact-methods.ts';
import { getNotificationRules, putNotificationRules } from './service/manage-notification-rules.ts';
import { acknowledgePage, notifyPerson, stepPage } from './service/notify-person.ts';
import type { PersonPageId } from './domain/person-page.ts';
import { acknowledgeByLink, ackUrlOf, viewAckLink } from './service/acknowledge-by-link.ts';
import { deliverNotifications } from './service/deliver-notifications.ts';
import { enqueueNotification, supersedeNotification } from './service/enqueue-notification.ts';
import { findIntegrationProblem, listChannels, putReceivers } from './service/exchange-receivers.ts';
import { allReceivers, createReceiver, createReceivers, deleteReceiver, getReceiver, listReceivers, updateReceiver } from './service/manage-receivers.ts';
import { getNotification, listNotifications } from './service/read-notifications.ts';
import { replayDeadNotifications, replayNotification } from './service/replay-notifications.ts';
import { testReceiver } from './service/test-receiver.ts';

export interface NotificationsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly logger: Logger;
  readonly registry: Registry;
  /** Where people find Orchestrix. */
  readonly publicUrl: string;
  /** Calls providers, inside what each tenant allows. */
  readonly egress: EgressClient;
  readonly egressPolicyOf: (actor: Actor) => Promise<EgressPolicy>;
  /** Keeps secrets of integrations. */
  readonly secretBox: NotificationSecretBox;
  /** The tenant's own secrets, for integrations that refer to them. */
  readonly revealSecrets: (actor: Actor, names: readonly string[]) => Promise<Readonly<Record<string, Json>>>;
  /** Where notifications come from. */
  readonly source: NotificationSource;
  readonly references: RoutingReferences;
  /** Who is told that somebody takes care. */
  readonly alerts: AlertAcknowledger;
  /** Keys of tenants' secrets; those that sign links are derived from them. */
  readonly secretsKeys: string;
  /** The mail server of the installation, `smtps://user:password@host:465`, and the address that it sends from. */
  readonly smtp?: { readonly url: string; readonly from: string };
}

const DAY_MS = 24 * 60 * 60_000;
const DONE_KEPT_MS = 30 * DAY_MS;
const DEAD_KEPT_MS = 90 * DAY_MS;
const PRUNED_AT_ONCE = 1_000;
/** Integrations served at once by one process. */
const LANES = 64;

/** Wires who is told, through which channels, and the queues on the way there. */
export function createNotifications({ transactions, clock, ids, logger, registry, publicUrl, egress, egressPolicyOf, secretBox, revealSecrets, source, references, alerts, secretsKeys, smtp }: NotificationsDeps) {
  const work = postgresNotifications(transactions);
  const watch = postgresDeliveryWatch(transactions);
  const http = { client: egress, policyOf: egressPolicyOf };
  const channels = channelRegistry([webhookChannel({ ...http, clock }), emailChannel({ policyOf: egressPolicyOf, publicUrl, ...(smtp && { server: parseSmtpUrl(smtp.url, smtp.from) }) }), ...providerChannels({ ...http, clock })]);
  const deps = { work, clock, ids, channels, secrets: sealedIntegrationSecrets({ box: secretBox, reveal: revealSecrets }), publicUrl, references, tokens: joseAckTokens(secretsKeys), codes: randomCodes };
  const deliver = deliverNotifications({ ...deps, random: Math.random, observer: deliveryMetrics(registry), ackUrlOf: ackUrlOf(deps) });
  const lanes = new Lanes({
    atOnce: LANES,
    due: (most) => watch.dueIntegrations(clock.now(), most),
    serve: ({ tenantId, id }) => deliver(tenantId, id),
    onError: (error) => { logger.warn({ err: error }, 'notifications could not be delivered and are tried again'); },
  });
  const useCases = {
    listReceivers: listReceivers(deps),
    allReceivers: allReceivers(deps),
    createReceiver: createReceiver(deps),
    createReceivers: createReceivers(deps),
    getReceiver: getReceiver(deps),
    updateReceiver: updateReceiver(deps),
    deleteReceiver: deleteReceiver(deps),
    testReceiver: testReceiver(deps),
    listChannels: listChannels(deps),
    findIntegrationProblem: findIntegrationProblem(deps),
    putReceivers: putReceivers(deps),
    listNotifications: listNotifications(deps),
    getNotification: getNotification(deps),
    replayNotification: replayNotification(deps),
    replayDeadNotifications: replayDeadNotifications(deps),
    viewAckLink: viewAckLink(deps),
    acknowledgeByLink: acknowledgeByLink({ ...deps, alerts, acknowledged: async (actor, { purpose, orderKey }) => { if (purpose === 'person') await acknowledgePage(deps)(actor, orderKey as PersonPageId); } }),
    listContactMethods: listContactMethods(deps),
    createContactMethod: createContactMethod(deps),
    sendContactCode: sendContactCode(deps),
    verifyContactMethod: verifyContactMethod(deps),
    deleteContactMethod: deleteContactMethod(deps),
    getNotificationRules: getNotificationRules(deps),
    putNotificationRules: putNotificationRules(deps),
    /** For escalation. */
    notifyPerson: notifyPerson(deps),
    acknowledgePage: acknowledgePage(deps),
  };
  const ring: typeof lanes.ring = (key) => { lanes.ring(key); };
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  return {
    operations: { ...receiverOperations(useCases, channels, clock), ...notificationOperations(useCases), ...acknowledgeOperations(useCases), ...peopleOperations(useCases) },
    useCases,
    subscriptions: notificationSubscriptions({ enqueue: enqueueNotification({ ...deps, source, ring }), supersede: supersedeNotification(deps), stepPage: stepPage({ ...deps, ring }) }),
    /** What the worker does again and again. What is enqueued by this process rings its lane itself. */
    jobs: [
      { name: 'deliver notifications', everyMs: 250, run: () => lanes.dispatch() },
      { name: 'forget old notifications', everyMs: 60_000, run: () => watch.prune({ done: ago(DONE_KEPT_MS), dead: ago(DEAD_KEPT_MS) }, PRUNED_AT_ONCE) },
    ],
    /** Waits for the deliveries that are under way. */
    stop: () => lanes.idle(),
  };
}

export type Notifications = ReturnType<typeof createNotifications>;
