import { limit } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { secondsUntilFree } from '../domain/execution-quota.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CurrentQuota } from './current-quota.ts';

/**
 * Requests of people and machines, as many within a minute as the tenant's quota allows; `limit` with the seconds to wait for what is more. What
 * the product itself starts is not counted against them beforehand: an alert must not go unanswered because somebody has a script.
 */
export function keepExecutionQuota<Request, Requested>(deps: {
  readonly work: AutomationUnitOfWork;
  readonly clock: Clock;
  readonly quotas: CurrentQuota;
  readonly request: (actor: Actor, request: Request) => Promise<Requested>;
}): (actor: Actor, request: Request) => Promise<Requested> {
  return async (actor, request) => {
    const { perMinute } = await deps.quotas(actor);
    const nth = await deps.work.read(actor, ({ executions }) => executions.newest(perMinute));
    const wait = secondsUntilFree(nth, deps.clock.now());
    if (wait !== undefined) throw limit(`more than ${perMinute} executions were requested within a minute`, wait);
    return deps.request(actor, request);
  };
}
