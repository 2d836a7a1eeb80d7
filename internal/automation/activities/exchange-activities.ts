import type { ActivityDeps } from './activity-deps.ts';
import { emitEvent } from './emit-event.ts';
import type { EmitInput, ExchangeActivities } from './exchange-contract.ts';

/** What `emit`, `listen`, `run: workflow` and approvals do outside of the interpreter. */
export const exchangeActivities = (deps: ActivityDeps): ExchangeActivities => ({
  emitEvent: (input: EmitInput) => emitEvent(deps, input),
});
