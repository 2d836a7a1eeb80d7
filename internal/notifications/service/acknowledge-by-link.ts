import { systemActor, type Actor } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import type { MessageData } from '../domain/message-data.ts';
import type { NotificationDelivery } from '../domain/notification-delivery.ts';
import type { AckClaim, AckTokens } from '../ports/ack-tokens.ts';
import type { AlertAcknowledger } from '../ports/alert-acknowledger.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** What became of a link: `ready` to be used, `used` before, `expired`; `unknown`: not ours, or its message is no longer kept. */
export type AckLinkState = { readonly state: 'ready' | 'used' | 'done'; readonly data: MessageData } | { readonly state: 'expired' | 'unknown' };

/** Who follows a link: nobody known. */
export interface LinkCaller {
  readonly correlationId: string;
  readonly ip?: string;
}

/** The link that every copy of a message carries; none for what is over or was a test. */
export type AckUrlOf = (actor: Actor, delivery: NotificationDelivery) => Promise<string | undefined>;
/** Looks at a link and changes nothing: programs that open every link of a message acknowledge nothing. */
export type ViewAckLink = (token: string, caller: LinkCaller) => Promise<AckLinkState>;
/** Acknowledges every firing alert of the message, once: `done`. */
export type AcknowledgeByLink = (token: string, caller: LinkCaller) => Promise<AckLinkState>;

interface Deps extends Pick<NotificationDeps, 'work' | 'clock' | 'publicUrl'> {
  readonly tokens: AckTokens;
}

const HOLDS_MS = 7 * 24 * 60 * 60_000;

export const ackUrlOf = ({ tokens, publicUrl }: Pick<Deps, 'tokens' | 'publicUrl'>): AckUrlOf => async (_actor, { tenantId, id: deliveryId, purpose, data, createdAt }) => {
  if (purpose === 'test' || data.status !== 'firing') return undefined;
  return `${publicUrl}/api/v1/acknowledge/${await tokens.sign({ tenantId, deliveryId }, new Date(createdAt.getTime() + HOLDS_MS))}`;
};

export const viewAckLink = ({ tokens, work, clock }: Deps): ViewAckLink => async (token, caller) => {
  const claim = await tokens.verify(token, clock.now());
  if (claim === undefined || claim === 'expired') return { state: claim ?? 'unknown' };
  return known(() => work.read(actorOf(claim, caller), async ({ deliveries, ackLinks }) => {
    const { data } = await deliveries.get(claim.deliveryId);
    return { state: (await ackLinks.usedAt(claim.deliveryId)) ? 'used' : 'ready', data };
  }));
};

/** `acknowledged` is told of pages of people: nobody needs to be told any more. */
export function acknowledgeByLink({ tokens, work, clock, alerts, acknowledged }: Deps & { readonly alerts: AlertAcknowledger; readonly acknowledged: (actor: Actor, delivery: NotificationDelivery) => Promise<void> }): AcknowledgeByLink {
  return async (token, caller) => {
    const now = clock.now();
    const claim = await tokens.verify(token, now);
    if (claim === undefined || claim === 'expired') return { state: claim ?? 'unknown' };
    const actor = actorOf(claim, caller);
    return known(() => work.run(actor, async ({ deliveries, ackLinks, audit }) => {
      const delivery = await deliveries.get(claim.deliveryId);
      if (!(await ackLinks.use(delivery.id, now))) return { state: 'used', data: delivery.data };
      // In this transaction: all of them, or the link stays good.
      // A page with a text is about no alert.
      const told = delivery.data.groupKey.startsWith('page:') ? [] : delivery.data.alerts;
      for (const { status, labels } of told) if (status === 'firing') await alerts.acknowledge(actor, labels);
      await acknowledged(actor, delivery);
      audit.record({ action: 'notifications.ack_link.used', entityType: 'notification_delivery', entityId: delivery.id, after: { receiver: delivery.receiver, group_key: delivery.data.groupKey } });
      return { state: 'done', data: delivery.data };
    }));
  };
}

const actorOf = ({ tenantId }: AckClaim, { correlationId, ip }: LinkCaller): Actor => ({ ...systemActor(tenantId, 'acknowledge-link', { correlationId, via: 'acknowledgeByLink' }), ...(ip !== undefined && { ip }) });

async function known(look: () => Promise<AckLinkState>): Promise<AckLinkState> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return { state: 'unknown' };
    throw error;
  }
}
