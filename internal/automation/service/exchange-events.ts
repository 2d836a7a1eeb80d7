import type { Clock, IdGenerator } from '#internal/kernel';
import { causedBy } from '../domain/causation.ts';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { Exchange } from '../ports/exchange.ts';
import { storeEvents } from './store-events.ts';

/** The events that executions emit and consume. */
export const exchangeEvents = (deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): Pick<Exchange, 'emit' | 'subscribe' | 'offered' | 'unsubscribe'> => ({
  emit: (actor, executionId, event) =>
    deps.work.run(actor, async (scope) => {
      const cause = await scope.executions.get(executionId as ExecutionId);
      await storeEvents(deps, actor, [{ event: causedBy(cause, event), origin: 'execution', executionId }], scope);
    }),
  subscribe: (actor, executionId, key, interest) =>
    deps.work.run(actor, async ({ subscriptions }) => {
      await subscriptions.open({ id: deps.ids.next(), listener: { executionId, key }, interest, createdAt: deps.clock.now() });
    }),
  offered: (actor, executionId, key, after, limit) =>
    deps.work.read(actor, async ({ subscriptions }) => {
      const subscription = await subscriptions.find({ executionId, key });
      return subscription && { interest: subscription.interest, events: await subscriptions.delivered(subscription.id, after, limit) };
    }),
  unsubscribe: (actor, executionId, key) => deps.work.run(actor, ({ subscriptions }) => subscriptions.end({ executionId, key }, deps.clock.now())),
});
