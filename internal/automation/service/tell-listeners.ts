import type { Actor, Clock, DomainEvent, IdGenerator } from '#internal/kernel';
import { productEvent } from '../domain/product-event.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { storeEvents } from './store-events.ts';

export type TellListeners = (actor: Actor, happened: DomainEvent) => Promise<void>;

/**
 * Reacts to news of the product: makes it an event of the tenant when somebody listens to its type or to everything; without a listener nothing
 * is stored. Idempotent: the news' id is the event's.
 */
export function tellListeners(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): TellListeners {
  return async (actor, happened) => {
    const event = productEvent(happened);
    const listeners = await deps.work.read(actor, ({ subscriptions }) => subscriptions.interested(event, 1));
    if (listeners.length === 0) return;
    await deps.work.run(actor, async (scope) => {
      await storeEvents(deps, actor, [{ event, origin: 'product' }], scope);
    });
  };
}
