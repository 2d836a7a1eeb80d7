import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { FilterMatch } from '../domain/event-interest.ts';
import { eventDelivered, type StoredEventId } from '../domain/stored-event.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { Expressions } from '../ports/expressions.ts';
import { matchInterests } from './match-interest.ts';

export type RouteEvent = (actor: Actor, id: StoredEventId) => Promise<void>;

const SUBSCRIPTIONS_AT_ONCE = 500;

/**
 * Reacts to `automation.event.received`: delivers the event to everybody who listens. Whoever subscribed before the event was stored is found;
 * the deliveries and the note that the event was routed are one commit, so that a repeat delivers to nobody who came later. Idempotent.
 */
export function routeEvent({ work, clock, expressions }: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly expressions: Expressions }): RouteEvent {
  return async (actor, id) => {
    const stored = await unlessGone(() => work.read(actor, ({ events }) => events.get(id)));
    if (!stored || stored.routedAt) return;
    const { event } = stored;
    const deliveries: { readonly subscriptionId: string; readonly matches: readonly FilterMatch[] }[] = [];
    for (let after: string | undefined; ; ) {
      const found = await work.read(actor, ({ subscriptions }) => subscriptions.interested(event, SUBSCRIPTIONS_AT_ONCE, after));
      const matches = await matchInterests(expressions, event, found.map(({ interest }) => interest));
      for (const [index, { id: subscriptionId }] of found.entries()) {
        const passed = matches[index] ?? [];
        if (passed.length > 0) deliveries.push({ subscriptionId, matches: passed });
      }
      after = found.at(-1)?.id;
      if (found.length < SUBSCRIPTIONS_AT_ONCE) break;
    }
    await work.run(actor, async ({ events, subscriptions, outbox }) => {
      if ((await events.lock(id)).routedAt) return;
      const delivered = await subscriptions.deliver(id, deliveries);
      await events.markRouted(id, clock.now());
      outbox.publish(...delivered.map((subscription) => eventDelivered(subscription.id, subscription.listener)));
    });
  };
}

/** Nothing when the event is older than events are kept. */
async function unlessGone<Result>(look: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}
