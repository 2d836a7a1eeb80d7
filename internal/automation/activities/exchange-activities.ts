import type { ActivityDeps } from './activity-deps.ts';
import { emitEvent } from './emit-event.ts';
import type { EmitInput, ExchangeActivities, ItemInput, OpenInput, TakeInput } from './exchange-contract.ts';
import { openSubscription, shapeItem, takeEvents } from './listen-activities.ts';

/** What `emit`, `listen`, `run: workflow` and approvals do outside of the interpreter. */
export const exchangeActivities = (deps: ActivityDeps): ExchangeActivities => ({
  emitEvent: (input: EmitInput) => emitEvent(deps, input),
  openSubscription: (input: OpenInput) => openSubscription(deps, input),
  takeEvents: (input: TakeInput) => takeEvents(deps, input),
  shapeItem: (input: ItemInput) => shapeItem(deps, input),
});
