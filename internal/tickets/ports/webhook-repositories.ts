import type { Page, PageRequest, TenantId, UnitOfWork } from '#internal/kernel';
import type { WebhookAttempt } from '../domain/webhook-attempt.ts';
import type { DeliveryStatus, WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEndpoint, WebhookEndpointId, WebhookEvent } from '../domain/webhook-endpoint.ts';

/** Endpoints of one tenant. */
export interface WebhookEndpointRepository {
  add(endpoint: WebhookEndpoint): Promise<void>;
  count(): Promise<number>;
  /** Throws `not_found`, also for an endpoint of another tenant. */
  get(id: WebhookEndpointId): Promise<WebhookEndpoint>;
  /** Locked until the transaction ends. Throws `not_found`. */
  lock(id: WebhookEndpointId): Promise<WebhookEndpoint>;
  /** Newest first by (created_at, id). */
  list(page: PageRequest): Promise<Page<WebhookEndpoint>>;
  /** The enabled ones that ask for an event. */
  askingFor(event: WebhookEvent): Promise<readonly WebhookEndpoint[]>;
  /** Throws `conflict` when it changed since it was read. */
  save(endpoint: WebhookEndpoint): Promise<void>;
  /** Writes the state of the circuit, and nothing else: the version stays. */
  saveCircuit(endpoint: WebhookEndpoint): Promise<void>;
  /** With all its deliveries. */
  remove(id: WebhookEndpointId): Promise<void>;
}

/** Deliveries of one tenant. */
export interface WebhookDeliveryRepository {
  /** Stores those whose endpoint has not got the event yet. */
  addNew(deliveries: readonly WebhookDelivery[]): Promise<void>;
  /** Throws `not_found`, also for a delivery of another tenant. */
  lock(id: WebhookDeliveryId): Promise<WebhookDelivery>;
  /** Throws `not_found`, also for a delivery of another tenant. */
  get(id: WebhookDeliveryId): Promise<WebhookDelivery>;
  /** Newest first by (created_at, id). */
  list(endpointId: WebhookEndpointId, status: DeliveryStatus | undefined, page: PageRequest): Promise<Page<WebhookDelivery>>;
  /**
   * Takes up to `most` due deliveries of an endpoint, the oldest first, each to one worker: counts the attempt, and hides them until `hiddenUntil`, when a worker that
   * died with them has lost them.
   */
  claim(endpointId: WebhookEndpointId, terms: { readonly now: Date; readonly most: number; readonly hiddenUntil: Date }): Promise<readonly WebhookDelivery[]>;
  save(delivery: WebhookDelivery): Promise<void>;
  addAttempt(attempt: WebhookAttempt): Promise<void>;
  /** Newest first by (created_at, id). */
  attemptsOf(id: WebhookDeliveryId, page: PageRequest): Promise<Page<WebhookAttempt>>;
  /** Makes every dead delivery of an endpoint pending again; answers how many those were. */
  replayDead(endpointId: WebhookEndpointId, now: Date): Promise<number>;
}

export type WebhooksUnitOfWork = UnitOfWork<{ readonly endpoints: WebhookEndpointRepository; readonly deliveries: WebhookDeliveryRepository }>;

/** The looks across tenants. */
export interface WebhookWatch {
  /** Endpoints that have something due and whose circuit lets it pass. */
  dueEndpoints(now: Date, most: number): Promise<readonly { readonly tenantId: TenantId; readonly endpointId: WebhookEndpointId }[]>;
  /** Removes what was delivered, and what was given up, before these times, with its attempts, so much of each at once; answers how much. */
  prune(before: { readonly delivered: Date; readonly dead: Date }, most: number): Promise<number>;
}
