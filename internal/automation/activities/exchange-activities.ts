import type { ActivityDeps } from './activity-deps.ts';
import { askApproval, lookAtApproval } from './approval-activities.ts';
import { emitEvent } from './emit-event.ts';
import type { EmitInput, AnswerInput, AskInput, ChildInput, ExchangeActivities, ItemInput, OpenInput, OpenProcessInput, ProcessInput, StartChildInput, TakeInput } from './exchange-contract.ts';
import { openProcessTicket } from './open-process-ticket.ts';
import { cancelProcess, lookAtProcess } from './process-activities.ts';
import { cancelSubflow, lookAtSubflow, startSubflow } from './subflow-activities.ts';
import { openSubscription, shapeItem, takeEvents } from './listen-activities.ts';

/** What `emit`, `listen`, `run` and approvals do outside of the interpreter. */
export const exchangeActivities = (deps: ActivityDeps): ExchangeActivities => ({
  emitEvent: (input: EmitInput) => emitEvent(deps, input),
  openSubscription: (input: OpenInput) => openSubscription(deps, input),
  takeEvents: (input: TakeInput) => takeEvents(deps, input),
  shapeItem: (input: ItemInput) => shapeItem(deps, input),
  startSubflow: (input: StartChildInput) => startSubflow(deps, input),
  lookAtSubflow: (input: ChildInput) => lookAtSubflow(deps, input),
  cancelSubflow: (input: ChildInput) => cancelSubflow(deps, input),
  openProcessTicket: (input: OpenProcessInput) => openProcessTicket(deps, input),
  lookAtProcess: (input: ProcessInput) => lookAtProcess(deps, input),
  cancelProcess: (input: ProcessInput) => cancelProcess(deps, input),
  askApproval: (input: AskInput) => askApproval(deps, input),
  lookAtApproval: (input: AnswerInput) => lookAtApproval(deps, input),
});
