import type { Actor, Json } from '#internal/kernel';
import { depthOf } from '../domain/causation.ts';
import { readEvent } from '../domain/cloud-event.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { Interest } from '../domain/event-interest.ts';
import { fittingPlaces, freePlaces } from '../domain/event-places.ts';
import { addToSet, setsWait, takenEvents, type EventSet } from '../domain/event-sets.ts';
import type { EventReading } from '../domain/event-arguments.ts';
import { recorded, type ScheduleFire } from '../domain/schedule-fire.ts';
import type { ScheduleState } from '../domain/schedule-state.ts';
import { dayOf, eventDayExpires } from '../domain/stored-event.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { EventSubscription } from '../ports/subscription-repository.ts';
import { LARGEST_INPUT } from './request-execution.ts';
import { counted, fireWithout, startFire, type FireDeps } from './take-fires.ts';

type Scope = Parameters<Parameters<AutomationUnitOfWork['run']>[1]>[0];
export type StartFromEvents = (actor: Actor, id: WorkflowId) => Promise<void>;

const EVENTS_AT_ONCE = 100;

/**
 * Reacts to events that were delivered to a workflow: each goes into the oldest set that has a place for it, or begins another, and a complete set
 * starts an execution, whose input it is. What an event costs does not depend on how many wait. Idempotent: an event is looked at once, and an
 * execution has the key of its last event.
 */
export function startFromEvents(deps: FireDeps & { readonly work: AutomationUnitOfWork }): StartFromEvents {
  return async (actor, id) => {
    for (let more = true; more; ) more = await deps.work.run(actor, (scope) => someEvents(deps, actor, scope, id));
  };
}

/** Looks at the next events; tells whether there may be more. */
async function someEvents(deps: FireDeps, actor: Actor, scope: Scope, id: WorkflowId): Promise<boolean> {
  const state = await scope.schedules.lock(id);
  const subscription = await scope.subscriptions.find({ workflowId: id });
  if (!state || !subscription) return false;
  const { schedule } = (await scope.workflows.getVersion(id, state.workflowVersion)).definition as unknown as WorkflowDefinition;
  if (!schedule || !('on' in schedule)) return false;
  const offered = await scope.eventSets.unsorted(subscription.id, EVENTS_AT_ONCE);
  const sorting = new EventSorting(deps, actor, scope, subscription, state, schedule.read);
  for (const event of offered) await sorting.add(event);
  if (offered.length > 0) await scope.schedules.put(sorting.state);
  await scope.schedules.addFires(sorting.fires);
  return offered.length === EVENTS_AT_ONCE;
}

/** One turn of putting events into sets, inside the transaction that holds the lock of the schedule. */
class EventSorting {
  #fires: readonly ScheduleFire[] = [];
  #waiting: number;
  #lastExecutionId: string | undefined;

  constructor(
    private readonly deps: FireDeps,
    private readonly actor: Actor,
    private readonly scope: Scope,
    private readonly subscription: EventSubscription,
    private readonly before: ScheduleState,
    private readonly read: EventReading | undefined,
  ) {
    this.#waiting = before.waitingEvents;
  }

  /** What became of complete sets. */
  get fires(): readonly ScheduleFire[] {
    return this.#fires;
  }

  /** The schedule after what has been added. */
  get state(): ScheduleState {
    return counted({ ...this.before, waitingEvents: this.#waiting, ...(this.#lastExecutionId !== undefined && { lastExecutionId: this.#lastExecutionId }) }, this.#fires);
  }

  async add(event: OfferedEvent): Promise<void> {
    const { events, eventSets, subscriptions, outbox } = this.scope;
    const { id: subscriptionId, interest } = this.subscription;
    const known = setsWait(interest) ? await eventSets.findOpen(subscriptionId, fittingPlaces(interest, event)) : undefined;
    const { state, used } = addToSet(interest, known?.state, event);
    const set: EventSet = {
      id: known?.id ?? this.deps.ids.next(), subscriptionId, position: known?.position ?? event.position, state,
      events: (known?.events ?? 0) + 1, size: (known?.size ?? 0) + JSON.stringify(this.readOne(event)).length, createdAt: known?.createdAt ?? this.deps.clock.now(),
    };
    if (used && !state.done && set.size <= LARGEST_INPUT) {
      const day = dayOf(set.createdAt);
      // Its end has a timer, as that of every event has.
      if (!known && (await events.openDay(day))) outbox.publish(eventDayExpires(day));
      await eventSets.put(set, freePlaces(interest, state), event.position);
      this.#waiting += 1;
      return;
    }
    if (used) await this.conclude(interest, set, event, known);
    if (known && used) {
      await eventSets.remove(known.id);
      this.#waiting -= known.events;
    }
    await subscriptions.forget(subscriptionId, [event.position]);
  }

  /** Starts the execution of a complete set, or says why not. */
  private async conclude(interest: Interest, set: EventSet, event: OfferedEvent, known: EventSet | undefined): Promise<void> {
    const { deps, actor, before } = this;
    const wanted = { fireTime: deps.clock.now(), source: 'events' as const };
    const skip = (reason: string): void => this.record(fireWithout(deps, before.workflowId, { ...wanted, outcome: 'skipped', reason }));
    const tooLarge = `the ${set.events} events are larger than ${LARGEST_INPUT / 1024} KiB`;
    if (set.size > LARGEST_INPUT) return skip(tooLarge);
    const taken = takenEvents(interest, [...(known ? await this.scope.eventSets.eventsOf(known.id) : []), event]);
    const last = taken.at(-1);
    if (!last) return;
    const input = taken.map((each) => this.readOne(each));
    if (JSON.stringify(input).length > LARGEST_INPUT) return skip(tooLarge);
    if (before.pausedAt) return skip('the schedule is paused');
    const causationDepth = Math.max(...taken.map((each) => depthOf(each.event)));
    const started = await startFire(deps, actor, before, { ...wanted, causationDepth, key: `on:${set.subscriptionId}:${last.position}` }, 'events', input);
    this.record(started);
    this.#lastExecutionId = started.executionId;
  }

  private record(fire: ScheduleFire): void {
    this.#fires = recorded(this.#fires, fire);
  }

  private readOne({ event }: OfferedEvent): Json {
    return readEvent(event, this.read);
  }
}
