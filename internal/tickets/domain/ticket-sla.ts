import type { RiskBand, TicketPriority, TicketStatus, TicketType } from './ticket-terms.ts';

const MINUTE_MS = 60_000;

/** Minutes for work of that type at medium risk. */
const BASE_MINUTES: Readonly<Record<TicketType, number>> = {
  BUILD: 60, DEPLOY: 60, TEST: 60, VALIDATE: 30, EXECUTE: 30, COMPENSATE: 15, QUERY: 15, TRANSFORM: 30, NOTIFY: 10,
};
/** The riskier, the sooner it has to be over. */
const SHARE: Readonly<Record<RiskBand, number>> = { LOW: 4, MEDIUM: 1, HIGH: 0.5, CRITICAL: 0.25 };

/** When the effect should be done that nobody gave a deadline: by its risk and type, counted from when it was opened. */
export const deadlineOf = (openedAt: Date, riskBand: RiskBand, type: TicketType): Date => new Date(openedAt.getTime() + BASE_MINUTES[type] * SHARE[riskBand] * MINUTE_MS);

/** How long a ticket lets later ones of higher priority go first. */
const PATIENCE_MINUTES: Readonly<Record<TicketPriority, number>> = { CRITICAL: 0, HIGH: 5, NORMAL: 15, LOW: 60 };

/**
 * Place in the queue, as a time: the smaller goes first. It is the end of the ticket's patience or its deadline, whichever comes first. So a near deadline goes before
 * priority and priority before age, and since the place is fixed and time moves on, every ticket is the first one some day: LOW cannot starve.
 */
export function rankOf(since: Date, { priority, slaDeadline }: { readonly priority: TicketPriority; readonly slaDeadline?: Date }): Date {
  const patient = since.getTime() + PATIENCE_MINUTES[priority] * MINUTE_MS;
  return new Date(slaDeadline ? Math.min(patient, slaDeadline.getTime()) : patient);
}

/** Part of the time until the deadline after which a ticket that is still open counts as at risk. */
const AT_RISK_SHARE = 0.8;

/** When an open ticket becomes at risk: 80 % of its time are used. */
export const atRiskAt = (createdAt: Date, deadline: Date): Date =>
  new Date(createdAt.getTime() + Math.max(0, Math.floor((deadline.getTime() - createdAt.getTime()) * AT_RISK_SHARE)));

/** How a ticket stands with its deadline: `none` when it has none, `met` and `breached` for good once it has ended. */
export type SlaState = 'none' | 'on_track' | 'at_risk' | 'breached' | 'met';

interface Dated {
  readonly status: TicketStatus;
  readonly createdAt: Date;
  readonly completedAt?: Date;
  readonly slaDeadline?: Date;
}

export function slaStateOf({ createdAt, completedAt, slaDeadline }: Dated, now: Date): SlaState {
  if (!slaDeadline) return 'none';
  if (completedAt) return completedAt <= slaDeadline ? 'met' : 'breached';
  if (now >= slaDeadline) return 'breached';
  return now >= atRiskAt(createdAt, slaDeadline) ? 'at_risk' : 'on_track';
}
