import type { Pool } from 'pg';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { Authenticator } from '#internal/platform/http';
import { Lanes } from '#internal/platform/lanes';
import type { Transactions } from '#internal/platform/transactions';
import type { EgressClient, EgressPolicy } from '#pkg/egress';
import type { Logger } from '#pkg/observability';
import { ticketSubscriptions } from './consumers/ticket-subscriptions.ts';
import { ticketDigest } from './crypto/ticket-digest.ts';
import { JoseTicketTokens } from './crypto/jose-ticket-tokens.ts';
import { ticketService } from './grpc/ticket-service.ts';
import { leaseOperations } from './http/lease-operations.ts';
import { ticketDecisions } from './http/ticket-decisions.ts';
import { ticketOperations } from './http/ticket-operations.ts';
import { ticketTokenAuthenticator } from './http/ticket-token-authenticator.ts';
import { tokenOperations } from './http/token-operations.ts';
import type { TicketChronicle } from './ports/ticket-chronicle.ts';
import { postgresLeaseWatch } from './postgres/postgres-lease-watch.ts';
import { postgresTickets } from './postgres/postgres-tickets.ts';
import { PostgresWorkSignal } from './postgres/postgres-work-signal.ts';
import { beginTicket } from './service/begin-ticket.ts';
import { cancelTickets } from './service/cancel-tickets.ts';
import { cancelTicketsById } from './service/cancel-tickets-by-id.ts';
import { changeTicketStatus, retryTicket } from './service/change-ticket-status.ts';
import { checkSla } from './service/check-sla.ts';
import { completeTicket } from './service/complete-ticket.ts';
import { createTicketToken } from './service/create-ticket-token.ts';
import { completeLeasedTicket, failLeasedTicket, heartbeatTicket } from './service/end-lease.ts';
import { expireLeases } from './service/expire-leases.ts';
import { failTicket } from './service/fail-ticket.ts';
import { getTicket } from './service/get-ticket.ts';
import { getTicketHistory } from './service/get-ticket-history.ts';
import { leaseTickets } from './service/lease-tickets.ts';
import { listTickets } from './service/list-tickets.ts';
import { lookUpTickets } from './service/look-up-tickets.ts';
import { offerTickets } from './service/offer-tickets.ts';
import { reportLeases } from './service/report-leases.ts';
import { openTickets } from './service/open-tickets.ts';
import { webhookSubscriptions } from './consumers/webhook-subscriptions.ts';
import { guardedWebhookReceiver, type SealingBox, sealedWebhookSecrets } from './egress/guarded-webhook-receiver.ts';
import { webhookDeliveryOperations } from './http/webhook-delivery-operations.ts';
import { webhookEndpointOperations } from './http/webhook-endpoint-operations.ts';
import { postgresWebhooks, postgresWebhookWatch } from './postgres/postgres-webhooks.ts';
import { deliverWebhooks } from './service/deliver-webhooks.ts';
import { enqueueWebhooks } from './service/enqueue-webhooks.ts';
import { createWebhookEndpoint, deleteWebhookEndpoint, getWebhookEndpoint, listWebhookEndpoints, updateWebhookEndpoint } from './service/manage-webhook-endpoints.ts';
import { pingWebhookEndpoint } from './service/ping-webhook-endpoint.ts';
import { getWebhookDelivery, listWebhookAttempts, listWebhookDeliveries } from './service/read-webhook-deliveries.ts';
import { replayDeadDeliveries, replayWebhookDelivery } from './service/replay-webhook-deliveries.ts';
import { rotateWebhookSecret } from './service/rotate-webhook-secret.ts';

export interface TicketsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly pool: Pool;
  /** The database of `pool`, for the connection that listens for work. */
  readonly databaseUrl: string;
  readonly chronicle: TicketChronicle;
  /** Keys that ticket tokens are signed with, `id:base64` each, the one that signs first. */
  readonly signingKeys: string;
  /** Who issues them: where people reach the API. */
  readonly issuer: string;
  /** Calls webhooks, inside what each tenant allows. */
  readonly egress: EgressClient;
  readonly egressPolicyOf: (actor: Actor) => Promise<EgressPolicy>;
  /** Keeps their secrets. */
  readonly secretBox: SealingBox;
  readonly logger: Logger;
}

/** Wires execution tickets. */
export function createTickets(deps: TicketsDeps) {
  const { transactions, clock, ids, pool, databaseUrl, chronicle, signingKeys, issuer } = deps;
  const work = postgresTickets(transactions);
  const workSignal = new PostgresWorkSignal(pool, databaseUrl);
  const tokens = new JoseTicketTokens({ keys: signingKeys, issuer, clock });
  const changing = { work, clock };
  const opening = { ...changing, ids, digest: ticketDigest };
  const useCases = {
    beginTicket: beginTicket(opening),
    completeTicket: completeTicket(changing),
    failTicket: failTicket(changing),
    openTickets: openTickets(opening),
    offerTickets: offerTickets(changing),
    cancelTickets: cancelTickets(changing),
    cancelTicketsById: cancelTicketsById(changing),
    lookUpTickets: lookUpTickets({ work }),
    getTicket: getTicket({ work }),
    listTickets: listTickets({ work }),
    getTicketHistory: getTicketHistory({ work, chronicle }),
    changeTicketStatus: changeTicketStatus(changing),
    retryTicket: retryTicket(changing),
    leaseTickets: leaseTickets({ ...changing, workSignal }),
    heartbeatTicket: heartbeatTicket(changing),
    completeLeasedTicket: completeLeasedTicket(changing),
    failLeasedTicket: failLeasedTicket(changing),
    reportLeases: reportLeases(changing),
    createTicketToken: createTicketToken({ ...changing, ids, tokens }),
  };
  const webhooks = createWebhooks(deps);
  return {
    operations: { ...ticketOperations(useCases, clock), ...ticketDecisions(useCases, clock), ...leaseOperations(useCases, clock), ...tokenOperations(useCases, tokens), ...webhooks.operations },
    grpcServices: [ticketService(useCases, clock)],
    /** Lets the bearers of ticket tokens in, and leaves everybody else to `others`. */
    authenticator: (others: Authenticator): Authenticator => ticketTokenAuthenticator(tokens, others),
    useCases,
    subscriptions: ticketSubscriptions({ ...useCases, checkSla: checkSla(changing), workSignal }),
    webhookSubscriptions: webhooks.subscriptions,
    /** What the worker does again and again. */
    jobs: [{ name: 'expire leases', everyMs: 1_000, run: expireLeases({ ...changing, watch: postgresLeaseWatch(transactions) }) }, ...webhooks.jobs],
    async stop(): Promise<void> {
      await webhooks.idle();
      await workSignal.stop();
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;
const DELIVERED_KEPT_MS = 7 * DAY_MS;
const DEAD_KEPT_MS = 90 * DAY_MS;
const PRUNED_AT_ONCE = 1_000;
/** Endpoints served at once by one process. */
const LANES = 32;

/** Webhooks on changes of tickets: a queue of their own, so that nobody who does not answer delays the outbox. */
function createWebhooks({ transactions, clock, ids, egress, egressPolicyOf, secretBox, logger }: TicketsDeps) {
  const work = postgresWebhooks(transactions);
  const watch = postgresWebhookWatch(transactions);
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  const deps = { work, clock, ids, receiver: guardedWebhookReceiver({ client: egress, policyOf: egressPolicyOf, clock }), secrets: sealedWebhookSecrets(secretBox) };
  const onError = (error: unknown) => { logger.warn({ err: error }, 'webhooks could not be delivered and are tried again'); };
  const deliver = deliverWebhooks({ ...deps, random: Math.random });
  const due = async (most: number) => (await watch.dueEndpoints(clock.now(), most)).map(({ tenantId, endpointId }) => ({ tenantId, id: endpointId }));
  const dispatcher = new Lanes({ atOnce: LANES, due, serve: ({ tenantId, id }) => deliver(tenantId, id), onError });
  return {
    operations: {
      ...webhookEndpointOperations(
        {
          listWebhookEndpoints: listWebhookEndpoints(deps),
          createWebhookEndpoint: createWebhookEndpoint(deps),
          getWebhookEndpoint: getWebhookEndpoint(deps),
          updateWebhookEndpoint: updateWebhookEndpoint(deps),
          deleteWebhookEndpoint: deleteWebhookEndpoint(deps),
          rotateWebhookSecret: rotateWebhookSecret(deps),
          pingWebhookEndpoint: pingWebhookEndpoint(deps),
        },
        clock,
      ),
      ...webhookDeliveryOperations({
        listWebhookDeliveries: listWebhookDeliveries(deps),
        getWebhookDelivery: getWebhookDelivery(deps),
        listWebhookAttempts: listWebhookAttempts(deps),
        replayWebhookDelivery: replayWebhookDelivery(deps),
        replayDeadDeliveries: replayDeadDeliveries(deps),
      }),
    },
    subscriptions: webhookSubscriptions(enqueueWebhooks(deps)),
    jobs: [
      { name: 'deliver webhooks', everyMs: 500, run: () => dispatcher.dispatch() },
      { name: 'forget old webhooks', everyMs: 60_000, run: () => watch.prune({ delivered: ago(DELIVERED_KEPT_MS), dead: ago(DEAD_KEPT_MS) }, PRUNED_AT_ONCE) },
    ],
    /** Waits for the deliveries that are under way. */
    idle: () => dispatcher.idle(),
  };
}
