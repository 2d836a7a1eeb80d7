import { reactingTo, type Actor, type DomainEvent } from '#internal/kernel';
import type { ExecutionId } from '../domain/execution.ts';
import { PRODUCT_EVENTS } from '../domain/product-event.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { StoredEventId } from '../domain/stored-event.ts';
import type { ExecutionJournal } from '../ports/execution-journal.ts';
import type { ExecutionRunner } from '../ports/execution-runner.ts';
import type { AdmitExecutions } from '../service/admit-executions.ts';
import type { EndWaits } from '../service/end-waits.ts';
import type { FireSchedule } from '../service/fire-schedule.ts';
import type { FollowSchedule } from '../service/follow-schedule.ts';
import type { RemoveOldEvents } from '../service/remove-old-events.ts';
import type { StartFromEvents } from '../service/start-from-events.ts';
import type { RouteEvent } from '../service/route-event.ts';
import type { TellParent } from '../service/tell-parent.ts';
import type { TellListeners } from '../service/tell-listeners.ts';

interface Use {
  readonly routeEvent: RouteEvent;
  readonly removeOldEvents: RemoveOldEvents;
  readonly tellListeners: TellListeners;
  readonly admitExecutions: AdmitExecutions;
  readonly atomically: ExecutionJournal['atomically'];
  readonly endWaits: EndWaits;
  readonly tellParent: TellParent;
  readonly followSchedule: FollowSchedule;
  readonly fireSchedule: FireSchedule;
  readonly startFromEvents: StartFromEvents;
  readonly runner: Pick<ExecutionRunner, 'notify'>;
}

type Handler = (event: DomainEvent) => Promise<void>;

/** How events reach those who wait for them, by event type. All of it is idempotent and throws `unavailable` while it has to be tried again. */
export function eventSubscriptions(use: Use): Readonly<Record<string, Handler>> {
  const tell: Handler = (event) => use.tellListeners(actorOf(event), event);
  return {
    ...Object.fromEntries(PRODUCT_EVENTS.map((type) => [type, tell])),
    ...Object.fromEntries(['completed', 'failed', 'cancelled'].map((end) => [`tickets.ticket.${end}`, async (event: DomainEvent) => {
      await tell(event);
      const { execution_id: executionId, required_capabilities: capabilities } = event.data;
      // Tickets that need no agent are run by the execution itself.
      if (typeof executionId === 'string' && Array.isArray(capabilities) && capabilities.length > 0) await use.runner.notify({ id: executionId as ExecutionId }, `ticket:${event.aggregateId}`);
    }])),
    'automation.event.received': (event) => use.routeEvent(actorOf(event), event.data['event_id'] as StoredEventId),
    'automation.event.delivered': async (event) => {
      const { data } = event;
      if (typeof data['workflow_id'] === 'string') await use.startFromEvents(actorOf(event), data['workflow_id'] as WorkflowId);
      if (typeof data['execution_id'] === 'string') await use.runner.notify({ id: data['execution_id'] as ExecutionId }, data['topic'] as string);
    },
    'automation.throttle.slot_freed': (event) => use.runner.notify({ id: event.data['execution_id'] as ExecutionId }, event.data['topic'] as string),
    'automation.approval.decided': async (event) => {
      await tell(event);
      await use.runner.notify({ id: event.data['execution_id'] as ExecutionId }, event.data['topic'] as string);
    },
    'automation.schedule.due': (event) => use.fireSchedule.timer(actorOf(event), event.data['workflow_id'] as WorkflowId, new Date(event.data['at'] as string)),
    ...Object.fromEntries(['created', 'published', 'enabled', 'disabled', 'archived'].map((verb) => [`automation.workflow.${verb}`, (event: DomainEvent) => use.followSchedule(actorOf(event), event.data['workflow_id'] as WorkflowId)])),
    'automation.event_day.expired': (event) => use.removeOldEvents(actorOf(event), event.data['day'] as string),
    'automation.execution.finished': async (event) => {
      const [actor, id] = [actorOf(event), event.data['execution_id'] as ExecutionId];
      // Every execution ends: what is looked up and written because of it is one transaction.
      await use.atomically(actor, async () => {
        await tell(event);
        await use.fireSchedule.ended(actor, id);
        await use.endWaits(actor, id);
        await use.admitExecutions(actor);
      });
      await use.tellParent(actor, id, event.data['parent_execution_id'] as ExecutionId | null | undefined);
    },
  };
}

const actorOf = (event: DomainEvent): Actor => reactingTo(event, 'automation');
