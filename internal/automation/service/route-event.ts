import type { Actor, Clock } from '#internal/kernel';
import { depthOf, startsRefused } from '../domain/causation.ts';
import type { FilterMatch } from '../domain/event-interest.ts';
import type { ExecutionId } from '../domain/execution.ts';
import { causeOf, eventDelivered, type StoredEvent, type StoredEventId } from '../domain/stored-event.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { Expressions } from '../ports/expressions.ts';
import { matchInterests } from './match-interest.ts';
import { unlessNotFound } from './unless-not-found.ts';

export type RouteEvent = (actor: Actor, id: StoredEventId) => Promise<void>;

const SUBSCRIPTIONS_AT_ONCE = 500;

/**
 * Reacts to `automation.event.received`: delivers the event to everybody who listens. Whoever subscribed before the event was stored is found;
 * the deliveries and the note that the event was routed are one commit, so that a repeat delivers to nobody who came later. Idempotent.
 * What an execution emits, or what happens to it, never starts its own workflow again: that would go on for ever. So would workflows that start
 * each other: an event that more executions led to than `maxCausationDepth` starts none, and the audit trail says so.
 */
export function routeEvent({ work, clock, expressions, maxCausationDepth }: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly expressions: Expressions; readonly maxCausationDepth: number }): RouteEvent {
  return async (actor, id) => {
    const stored = await unlessNotFound(() => work.read(actor, ({ events }) => events.get(id)));
    if (!stored || stored.routedAt) return;
    const { event } = stored;
    const deliveries: { readonly subscriptionId: string; readonly matches: readonly FilterMatch[] }[] = [];
    const refused: string[] = [];
    const tooDeep = depthOf(event) > maxCausationDepth;
    for (let after: string | undefined; ; ) {
      const found = await work.read(actor, ({ subscriptions }) => subscriptions.interested(event, SUBSCRIPTIONS_AT_ONCE, after));
      const own = found.some(({ listener }) => 'workflowId' in listener) ? await ownWorkflow(work, actor, stored) : undefined;
      const others = found.filter(({ listener }) => !('workflowId' in listener) || listener.workflowId !== own);
      const matches = await matchInterests(expressions, event, others.map(({ interest }) => interest));
      for (const [index, { id: subscriptionId, listener }] of others.entries()) {
        const passed = matches[index] ?? [];
        if (passed.length === 0) continue;
        if (tooDeep && 'workflowId' in listener) refused.push(listener.workflowId);
        else deliveries.push({ subscriptionId, matches: passed });
      }
      after = found.at(-1)?.id;
      if (found.length < SUBSCRIPTIONS_AT_ONCE) break;
    }
    await work.run(actor, async ({ events, subscriptions, outbox, audit }) => {
      if ((await events.lock(id)).routedAt) return;
      const delivered = await subscriptions.deliver(id, deliveries);
      await events.markRouted(id, clock.now());
      if (refused.length > 0) audit.record(startsRefused(stored, refused, maxCausationDepth));
      outbox.publish(...delivered.map((subscription) => eventDelivered(subscription.id, subscription.listener)));
    });
  };
}

/** The workflow whose execution the event comes from, if it comes from one that we know. */
async function ownWorkflow(work: AutomationUnitOfWork, actor: Actor, stored: StoredEvent): Promise<string | undefined> {
  const cause = causeOf(stored);
  if (cause === undefined) return undefined;
  return (await unlessNotFound(() => work.read(actor, ({ executions }) => executions.get(cause as ExecutionId))))?.workflowId;
}
