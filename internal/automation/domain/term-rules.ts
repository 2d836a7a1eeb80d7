import type { ErrorDetail } from '#pkg/apperror';
import { extensionsOf, isCall } from './definition.ts';
import { isExpression } from './definition-expressions.ts';
import type { PlacedTask } from './definition-tasks.ts';
import { durationFaults } from './duration-rules.ts';
import { durationMs } from './duration.ts';
import { pointerTo } from './json-pointer.ts';

/** What is wrong with the extensions of a task: where they stand, and what their properties say together. */
export function termFaults({ task, pointer }: PlacedTask): readonly ErrorDetail[] {
  const { approval, ticket, throttle, idempotencyKey } = extensionsOf(task);
  const at = (...steps: readonly string[]): string => pointerTo(pointer, 'metadata', 'orchestrix', ...steps);
  const faults: ErrorDetail[] = [];
  const fault = (field: string, reason: string): void => void faults.push({ field, reason });

  const effect = isCall(task) || 'run' in task;
  if (!effect && ticket) fault(at('ticket'), 'has no meaning here: only a call or a run has a ticket');
  if (!effect && idempotencyKey !== undefined) fault(at('idempotencyKey'), 'has no meaning here: only a call or a run has a ticket');
  const pure = 'set' in task || 'switch' in task || 'raise' in task;
  if (pure && throttle) fault(at('throttle'), 'has no meaning here: a task that touches only data needs none');
  if (pure && approval) fault(at('approval'), 'has no meaning here: a task that touches only data needs none');

  if (ticket?.sla !== undefined && !isExpression(ticket.sla)) faults.push(...durationFaults(ticket.sla, at('ticket', 'sla')));
  if (approval?.expires !== undefined) faults.push(...durationFaults(approval.expires, at('approval', 'expires')));
  if (throttle && throttle.concurrency === undefined && throttle.rate === undefined) fault(at('throttle'), 'must limit something, by concurrency or by rate');
  if (throttle?.rate) {
    faults.push(...durationFaults(throttle.rate.per, at('throttle', 'rate', 'per')));
    if (durationMs(throttle.rate.per) === 0) fault(at('throttle', 'rate', 'per'), 'must be longer than nothing');
  }
  return faults;
}
