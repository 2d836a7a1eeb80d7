import type { Actor } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type GetAlert = (actor: Actor, id: AlertId) => Promise<Alert>;

/** Throws `not_found`. */
export function getAlert({ work }: { readonly work: AlertingUnitOfWork }): GetAlert {
  return (actor, id) => work.read(actor, ({ alerts }) => alerts.get(id));
}
