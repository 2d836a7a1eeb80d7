import { reactingTo, type Actor, type DomainEvent } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import type { AdmitExecutions } from '../service/admit-executions.ts';
import type { DeliverCancellation } from '../service/deliver-cancellation.ts';
import type { DeliverPause } from '../service/deliver-pause.ts';
import type { ReconcileExecution } from '../service/reconcile-execution.ts';
import type { StartExecution } from '../service/start-execution.ts';

interface Use {
  readonly admitExecutions: AdmitExecutions;
  readonly startExecution: StartExecution;
  readonly deliverCancellation: DeliverCancellation;
  readonly deliverPause: DeliverPause;
  readonly reconcileExecution: ReconcileExecution;
}

/** What this context does about its own events, by event type. All of it is idempotent and throws `unavailable` while it has to be tried again. */
export function executionSubscriptions(use: Use) {
  return {
    'automation.execution.requested': (event: DomainEvent): Promise<void> => use.startExecution(actorOf(event), executionOf(event)),
    'automation.execution.admitted': (event: DomainEvent): Promise<void> => use.startExecution(actorOf(event), executionOf(event)),
    'automation.execution_quota.changed': async (event: DomainEvent): Promise<void> => void (await use.admitExecutions(actorOf(event))),
    'automation.execution.pause_changed': (event: DomainEvent): Promise<void> => use.deliverPause(actorOf(event), executionOf(event)),
    'automation.execution.cancel_requested': (event: DomainEvent): Promise<void> => use.deliverCancellation(actorOf(event), executionOf(event)),
    'automation.execution.check_due': (event: DomainEvent): Promise<void> => use.reconcileExecution(actorOf(event), executionOf(event), Number(event.data['round'])),
  };
}

const executionOf = ({ data }: DomainEvent): ExecutionId => data['execution_id'] as ExecutionId; // written by executionRequested and its neighbours

const actorOf = (event: DomainEvent): Actor => reactingTo(event, 'automation');
