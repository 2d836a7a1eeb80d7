import type { Actor, Clock } from '#internal/kernel';
import { acknowledge, type Alert, type AlertId } from '../domain/alert.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { changeAlert } from './change-alert.ts';

export type AcknowledgeAlert = (actor: Actor, id: AlertId) => Promise<Alert>;

/** The actor takes care of a firing or escalated alert. Throws `not_found` or `conflict`. */
export function acknowledgeAlert({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): AcknowledgeAlert {
  return (actor, id) => changeAlert(work, actor, id, 'acknowledged', (alert) => acknowledge(alert, actor.subject, clock.now()));
}
