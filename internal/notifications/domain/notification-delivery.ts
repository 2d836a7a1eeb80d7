import { type Brand, excerpt, type TenantId } from '#internal/kernel';
import { backoffMs } from '#pkg/backoff';
import type { IntegrationId } from './receiver-integration.ts';
import type { MessageData } from './message-data.ts';

export type NotificationDeliveryId = Brand<string, 'NotificationDeliveryId'>;

/**
 * `dead`: given up, stays until somebody replays it · `superseded`: something newer is told of the same group · `bundled`: told by the message that `bundleId` names.
 */
export type NotificationDeliveryStatus = 'pending' | 'delivered' | 'dead' | 'superseded' | 'bundled';

/** `alerts`: a notification of alerting · `bundle`: several that were held back · `person`: a page of somebody · `test`: somebody tried the integration out. */
export type DeliveryPurpose = 'alerts' | 'bundle' | 'person' | 'test';

/** One message on its way through one integration. Every copy of it carries `id`. */
export interface NotificationDelivery {
  readonly id: NotificationDeliveryId;
  readonly tenantId: TenantId;
  readonly integrationId: IntegrationId;
  /** Name of the receiver, or of the person. */
  readonly receiver: string;
  readonly kind: string;
  readonly purpose: DeliveryPurpose;
  /** The notification or the page that it tells of; its own id when it is a bundle or a test. One per integration. */
  readonly subjectId: string;
  /** Of one of these only one message is under way at a time, so that nobody reads the older one last. */
  readonly orderKey: string;
  readonly groupId?: string;
  /** What is told, word for word, at every attempt. */
  readonly data: MessageData;
  /** The moment that it tells of. */
  readonly toldAt: Date;
  readonly status: NotificationDeliveryStatus;
  readonly attempts: number;
  /** Of the next attempt; of the last one when there is none any more. */
  readonly nextAttemptAt: Date;
  /** While an attempt is under way: when its worker counts as lost. */
  readonly leasedUntil?: Date;
  readonly bundleId?: NotificationDeliveryId;
  /** Whether it had to wait because of the rate of its integration. */
  readonly heldBack: boolean;
  /** What came of the last attempt. */
  readonly code?: string;
  readonly latencyMs?: number;
  readonly providerId?: string;
  readonly error?: string;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

/** What came of one attempt. `failed`: may succeed later · `refused`: will not, however often it is tried. */
export interface DeliveryOutcome {
  readonly outcome: 'delivered' | 'failed' | 'refused';
  /** The provider's own: an HTTP status, an SMTP reply, or a word for what kept us from having one. */
  readonly code: string;
  readonly latencyMs: number;
  /** What the provider calls the message. */
  readonly providerId?: string;
  /** Why it was not delivered. */
  readonly error?: string;
  /** The beginning of the answer. */
  readonly response?: string;
  /** How long the provider wants to be left alone. */
  readonly retryAfterMs?: number;
}

/** With the pauses below about an hour. */
export const MOST_ATTEMPTS = 15;
/** Before the second attempt about 1 s, doubled each time up to ten minutes. */
const PAUSES = { baseMs: 1_000, maxMs: 10 * 60_000 };
/** Nobody is left alone for longer, whatever the provider asks for. */
const LONGEST_RETRY_AFTER_MS = 60 * 60_000;

/** A delivery after an attempt, which was counted when it began. One that was superseded meanwhile stays so, unless it arrived: the record tells what happened. */
export function afterAttempt(delivery: NotificationDelivery, result: DeliveryOutcome, { now, random }: { readonly now: Date; readonly random: number }): NotificationDelivery {
  const { code: _, latencyMs: __, providerId: ___, error: ____, leasedUntil: _____, ...rest } = delivery;
  const record = { ...rest, code: result.code, latencyMs: result.latencyMs, ...(result.providerId !== undefined && { providerId: excerpt(result.providerId) }), ...(result.error !== undefined && { error: excerpt(result.error) }) };
  if (result.outcome === 'delivered') return { ...record, status: 'delivered', nextAttemptAt: now, finishedAt: now };
  if (delivery.status !== 'pending') return record;
  if (result.outcome === 'refused' || delivery.attempts >= MOST_ATTEMPTS) return { ...record, status: 'dead', nextAttemptAt: now, finishedAt: now };
  const pauseMs = Math.max(backoffMs(delivery.attempts, PAUSES, random), Math.min(result.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
  return { ...record, nextAttemptAt: new Date(now.getTime() + pauseMs) };
}

/** Tried again now: one that has ended from the start, one that waits for its next attempt without the wait. */
export function replayed(delivery: NotificationDelivery, now: Date): NotificationDelivery {
  if (delivery.status === 'pending') return { ...delivery, nextAttemptAt: now };
  const { finishedAt: _, leasedUntil: __, ...rest } = delivery;
  return { ...rest, status: 'pending', attempts: 0, nextAttemptAt: now };
}

/** Given up without an attempt. */
export const givenUp = (delivery: NotificationDelivery, code: string, error: string, now: Date): NotificationDelivery => ({ ...delivery, status: 'dead', code, error, nextAttemptAt: now, finishedAt: now });
