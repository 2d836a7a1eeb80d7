import { unavailable } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type RemoveOldEvents = (actor: Actor, day: string) => Promise<void>;

const AT_ONCE = 5_000;
const MOST_TURNS = 100;

/** Reacts to `automation.event_day.expired`: removes the events of that day, in short transactions. Idempotent. */
export function removeOldEvents({ work }: { readonly work: AutomationUnitOfWork }): RemoveOldEvents {
  return async (actor, day) => {
    for (let turn = 0; turn < MOST_TURNS; turn += 1) if (await work.run(actor, ({ events }) => events.removeDay(day, AT_ONCE))) return;
    throw unavailable(`more events of ${day} are left to be removed`);
  };
}
