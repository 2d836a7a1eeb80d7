import { consume, nothingConsumed, type ConsumptionState, type OfferedEvent } from './event-consumption.ts';
import type { Interest } from './event-interest.ts';

/** A set of events that will start an execution when it is complete. */
export interface EventSet {
  readonly id: string;
  readonly subscriptionId: string;
  /** Of its first event: an event goes into the oldest set that has a place for it. */
  readonly position: number;
  readonly state: ConsumptionState;
  readonly events: number;
  /** Characters of its events in JSON. */
  readonly size: number;
  readonly createdAt: Date;
}

/** Whether sets wait for more events at all; otherwise each event is a set of its own. */
export const setsWait = ({ strategy: { mode, until } }: Interest): boolean => mode === 'all' || until !== undefined;

/**
 * What an event does to a set, or to a new one: `used` tells whether it belongs to it. An event that is used without being taken is one of those
 * that end an `any`.
 */
export function addToSet(interest: Interest, before: ConsumptionState = nothingConsumed(interest), event: OfferedEvent): { readonly state: ConsumptionState; readonly used: boolean } {
  const { state, taken } = consume(interest, before, event);
  return { state, used: taken || state.done || state.filled.length > before.filled.length };
}

/** Of the events of a set those that are the input of the execution. */
export function takenEvents(interest: Interest, events: readonly OfferedEvent[]): readonly OfferedEvent[] {
  let state = nothingConsumed(interest);
  return events.filter((event) => {
    const step = consume(interest, state, event);
    state = step.state;
    return step.taken;
  });
}
