import type { Clock, NewEvent, Outbox } from '#internal/kernel';
import type { ChangeLog } from '../ports/change-log.ts';

/** A timer: look at the health of the tenant's agents, at the time that its data names. One per tenant that has agents. */
export const HEALTH_CHECK_DUE = 'registry.health.check_due';
/** Between two looks, in milliseconds. */
export const CHECK_EVERY_MS = 10_000;
/** A look that is so late was lost, and another is arranged. */
const LOST_AFTER_MS = 10 * 60_000;

export const checkTimer = (at: Date): NewEvent => ({ type: HEALTH_CHECK_DUE, aggregateId: 'health', availableAt: at, data: { due_at: at.toISOString() } });

/** Sees to it that somebody looks at the health of the tenant's agents. */
export async function keepChecking({ changes, outbox }: { readonly changes: ChangeLog; readonly outbox: Outbox }, clock: Clock): Promise<void> {
  const now = clock.now().getTime();
  const planned = await changes.nextCheckAt();
  if (planned && planned.getTime() > now - LOST_AFTER_MS) return;
  const at = new Date(now + CHECK_EVERY_MS);
  if (await changes.moveCheck(planned, at)) outbox.publish(checkTimer(at));
}
