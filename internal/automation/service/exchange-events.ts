import type { Clock, IdGenerator } from '#internal/kernel';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { Exchange } from '../ports/exchange.ts';
import { storeEvents } from './store-events.ts';

/** The events that executions emit. */
export const exchangeEvents = (deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): Pick<Exchange, 'emit'> => ({
  emit: (actor, executionId, event) =>
    deps.work.run(actor, async (scope) => {
      await storeEvents(deps, actor, [{ event, origin: 'execution', executionId }], scope);
    }),
});
