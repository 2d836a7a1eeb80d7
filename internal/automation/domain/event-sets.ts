import { consume, nothingConsumed, type ConsumptionState, type OfferedEvent } from './event-consumption.ts';
import type { Interest } from './event-interest.ts';

/**
 * Divides events into sets that each complete the strategy, one per correlation: an event that does not belong to the set that is being filled
 * may begin another. `used` are the positions that the set is made of.
 */
export function completeSets(interest: Interest, offered: readonly OfferedEvent[]): readonly { readonly events: readonly OfferedEvent[]; readonly used: readonly number[] }[] {
  const open: { state: ConsumptionState; events: OfferedEvent[]; used: number[] }[] = [];
  const done: { events: readonly OfferedEvent[]; used: readonly number[] }[] = [];
  for (const event of offered) {
    const candidates = [...open, { state: nothingConsumed(interest), events: [], used: [] }];
    for (const set of candidates) {
      const { state, taken } = consume(interest, set.state, event);
      const ends = state.done || JSON.stringify({ ...state, position: 0 }) !== JSON.stringify({ ...set.state, position: 0 });
      if (!taken && !ends) continue;
      set.state = state;
      set.used.push(event.position);
      if (taken) set.events.push(event);
      if (!open.includes(set)) open.push(set);
      if (state.done) {
        open.splice(open.indexOf(set), 1);
        done.push(set);
      }
      break;
    }
  }
  return done;
}
