import type { Actor } from '#internal/kernel';
import { fromNotifiedAlert, type NotifiedAlert } from '../domain/alertmanager-payloads.ts';
import type { AlertIntake, IntakeOutcome } from '../ports/alert-intake.ts';

/** What became of a notification. */
export interface IntakeReceipt {
  readonly accepted: number;
  readonly ignored: number;
  /** Why alerts were ignored, by their place in the notification. */
  readonly reasons: readonly { readonly index: number; readonly reason: string }[];
}

export type ReceiveAlertmanagerWebhook = (actor: Actor, alerts: readonly NotifiedAlert[]) => Promise<IntakeReceipt>;

/**
 * Takes in a notification of Alertmanager's webhook. Alerts that make no sense are told in the receipt and are no reason to
 * refuse the whole: Alertmanager would drop it.
 */
export function receiveAlertmanagerWebhook({ intake }: { readonly intake: AlertIntake }): ReceiveAlertmanagerWebhook {
  return async (actor, alerts) => {
    const outcomes = await intake.receive(actor, alerts.map(fromNotifiedAlert));
    const reasons = outcomes.flatMap((outcome, index) => reasonOf(outcome).map((reason) => ({ index, reason })));
    return { accepted: outcomes.length - reasons.length, ignored: reasons.length, reasons };
  };
}

function reasonOf(outcome: IntakeOutcome): readonly string[] {
  if (outcome.kind === 'ignored') return [outcome.reason];
  if (outcome.kind === 'invalid') return [outcome.details.map(({ field, reason }) => `${field} ${reason}`).join('; ')];
  return [];
}
