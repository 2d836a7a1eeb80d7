import type { Page, PageRequest, TenantId } from '#internal/kernel';
import type { DeliveryAttempt } from '../domain/delivery-attempt.ts';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import type { NotificationDelivery, NotificationDeliveryId, NotificationDeliveryStatus } from '../domain/notification-delivery.ts';

export interface DeliveryFilter {
  readonly receiver?: string;
  readonly status?: NotificationDeliveryStatus;
  readonly groupId?: string;
  readonly integrationId?: string;
  /** From this time on, by when the delivery was made. */
  readonly from?: Date;
  /** Until before this time. */
  readonly to?: Date;
}

export interface ClaimTerms {
  readonly now: Date;
  readonly most: number;
  /** When a worker that died with them has lost them. */
  readonly leasedUntil: Date;
}

/** Deliveries of one tenant. */
export interface DeliveryRepository {
  /** Stores those whose integration has not got their subject yet; answers these. */
  addNew(deliveries: readonly NotificationDelivery[]): Promise<readonly NotificationDelivery[]>;
  /** Throws `not_found`, also for a delivery of another tenant. */
  get(id: NotificationDeliveryId): Promise<NotificationDelivery>;
  /** Locked until the transaction ends. Throws `not_found`. */
  lock(id: NotificationDeliveryId): Promise<NotificationDelivery>;
  /** Newest first by (created_at, id). */
  list(filter: DeliveryFilter, page: PageRequest): Promise<Page<NotificationDelivery>>;
  /** How many could go out now. */
  countDue(integrationId: IntegrationId, now: Date): Promise<number>;
  /**
   * Takes due deliveries of an integration, bundles first, then the oldest first, each to one worker: counts the attempt and leases them. Of one order key only one is under way.
   */
  claim(integrationId: IntegrationId, terms: ClaimTerms): Promise<readonly NotificationDelivery[]>;
  /** Takes due deliveries that are no bundles to be told by another one; locked, and not changed yet. */
  lockDue(integrationId: IntegrationId, terms: { readonly now: Date; readonly most: number }): Promise<readonly NotificationDelivery[]>;
  /** Notes of all that wait that they had to. */
  holdBack(integrationId: IntegrationId, now: Date): Promise<void>;
  /** What is told by a bundle. */
  inBundle(bundleId: NotificationDeliveryId): Promise<readonly NotificationDelivery[]>;
  /** Ends what waits and is older than something new about the same; answers how many. */
  supersede(which: { readonly integrationId: IntegrationId; readonly orderKey: string; readonly before: Date } | { readonly subjectId: string }, now: Date): Promise<number>;
  /** What waits for an integration that is no longer there; locked. */
  lockOrphans(integrationId: IntegrationId, most: number): Promise<readonly NotificationDelivery[]>;
  save(delivery: NotificationDelivery): Promise<void>;
  addAttempt(attempt: DeliveryAttempt): Promise<void>;
  /** Newest first by (created_at, id). */
  attemptsOf(id: NotificationDeliveryId, page: PageRequest): Promise<Page<DeliveryAttempt>>;
  /** Makes dead deliveries that fit pending again, the oldest first, at most so many; answers them. */
  replayDead(filter: DeliveryFilter, terms: { readonly now: Date; readonly most: number }): Promise<readonly NotificationDelivery[]>;
}

/** The looks across tenants. */
export interface DeliveryWatch {
  /** Integrations that have something due and whose circuit and rate let it pass; also those that are no longer there. */
  dueIntegrations(now: Date, most: number): Promise<readonly { readonly tenantId: TenantId; readonly id: IntegrationId }[]>;
  /** Removes what has ended, and what was given up, before these times, with its attempts, so much of each at once; answers how much. */
  prune(before: { readonly done: Date; readonly dead: Date }, most: number): Promise<number>;
}
