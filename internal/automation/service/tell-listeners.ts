import type { Actor, Clock, DomainEvent, IdGenerator } from '#internal/kernel';
import { causedBy } from '../domain/causation.ts';
import type { ExecutionId } from '../domain/execution.ts';
import { productEvent } from '../domain/product-event.ts';
import { executionOf } from '../domain/stored-event.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { storeEvents } from './store-events.ts';
import { unlessNotFound } from './unless-not-found.ts';

export type TellListeners = (actor: Actor, happened: DomainEvent) => Promise<void>;

/**
 * Reacts to news of the product: makes it an event of the tenant when somebody listens to its type or to everything; without a listener nothing
 * is stored. News of an execution count as caused by it. Idempotent: the news' id is the event's.
 */
export function tellListeners(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): TellListeners {
  return async (actor, happened) => {
    const event = productEvent(happened);
    const listeners = await deps.work.read(actor, ({ subscriptions }) => subscriptions.interested(event, 1));
    if (listeners.length === 0) return;
    await deps.work.run(actor, async (scope) => {
      const about = executionOf(event);
      const cause = about === undefined ? undefined : await unlessNotFound(() => scope.executions.get(about as ExecutionId));
      await storeEvents(deps, actor, [{ event: cause ? causedBy(cause, event) : event, origin: 'product' }], scope);
    });
  };
}
