import type { Actor } from '#internal/kernel';
import { fromPostableAlert, type PostableAlert } from '../domain/alertmanager-payloads.ts';
import type { AlertIntake } from '../ports/alert-intake.ts';

/** Why one of the alerts was refused; `field` is a JSON pointer into the body. */
export interface Refusal {
  readonly field: string;
  readonly reason: string;
}

/** Answers what was refused; all other alerts are stored. */
export type ReceivePrometheusAlerts = (actor: Actor, alerts: readonly PostableAlert[]) => Promise<readonly Refusal[]>;

/** Takes alerts in as Alertmanager's API v2 does: one that makes no sense does not keep the others out. */
export function receivePrometheusAlerts({ intake }: { readonly intake: AlertIntake }): ReceivePrometheusAlerts {
  return async (actor, alerts) => {
    const outcomes = await intake.receive(actor, alerts.map(fromPostableAlert));
    return outcomes.flatMap((outcome, index) =>
      outcome.kind === 'invalid' ? outcome.details.map(({ field, reason }) => ({ field: `/${index}${field}`, reason })) : [],
    );
  };
}
