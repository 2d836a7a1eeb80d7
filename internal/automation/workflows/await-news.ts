import { condition } from '@temporalio/workflow';
import type { ExecutionState } from './execution-state.ts';

const FIRST_LOOK_MS = 60_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** Between looks after a deadline that has not taken effect yet: clocks differ. */
const SHORTEST_PAUSE_MS = 500;

/**
 * Waits until `look` finds something, looking whenever a signal tells of the topic. A signal can only be late, so the looks without one are a
 * safety net: after a minute, then ever more rarely, because each adds to the history. At the deadline (milliseconds since 1970) there is one, too.
 */
export async function awaitNews<Found>(state: ExecutionState, topic: string, look: () => Promise<Found | undefined>, deadline = Number.POSITIVE_INFINITY): Promise<Found> {
  for (let pause = FIRST_LOOK_MS; ; ) {
    const untilDeadline = Math.max(deadline - Date.now(), SHORTEST_PAUSE_MS);
    const told = await condition(() => state.news.has(topic), Math.min(pause, untilDeadline));
    pause = told ? FIRST_LOOK_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
    // Before the look: a signal that comes meanwhile asks for another one.
    state.news.delete(topic);
    const found = await look();
    if (found !== undefined) return found;
  }
}
