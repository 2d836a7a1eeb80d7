import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import type { AlertFilter } from '../ports/alert-repository.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type ListAlerts = (actor: Actor, filter: AlertFilter, page: PageRequest) => Promise<Page<Alert>>;

/** One page of the tenant's alerts, newest first. */
export function listAlerts({ work }: { readonly work: AlertingUnitOfWork }): ListAlerts {
  return (actor, filter, page) => work.read(actor, ({ alerts }) => alerts.list(filter, page));
}
