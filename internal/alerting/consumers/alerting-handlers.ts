import { reactingTo, type DomainEvent } from '#internal/kernel';
import type { EventHandler } from '#internal/platform/outbox';
import type { AlertId } from '../domain/alert.ts';
import { EXPIRY_DUE, PENDING_ELAPSED } from '../domain/alert-change.ts';
import { SILENCE_DUE } from '../domain/silence-change.ts';
import type { SilenceId } from '../domain/silence.ts';
import type { EscalateAlert } from '../service/escalate-alert.ts';
import type { ExpireAlert } from '../service/expire-alert.ts';
import type { FirePendingAlert } from '../service/fire-pending-alert.ts';
import type { PassSilence } from '../service/pass-silence.ts';

interface Use {
  readonly firePendingAlert: FirePendingAlert;
  readonly expireAlert: ExpireAlert;
  readonly escalateAlert: EscalateAlert;
  readonly passSilence: PassSilence;
}

/** What alerting does about events, by their type: its own timers, and remediations that did not help. */
export function alertingHandlers(use: Use) {
  return {
    [PENDING_ELAPSED]: (event) => use.firePendingAlert(actorOf(event), alertIdOf(event)),
    [EXPIRY_DUE]: (event) => use.expireAlert(actorOf(event), alertIdOf(event)),
    [SILENCE_DUE]: (event) => use.passSilence(actorOf(event), textOf(event, 'silence_id') as SilenceId, Number(event.data['version'])),
    'remediation.remediation.escalated': (event) => use.escalateAlert(actorOf(event), alertIdOf(event), textOf(event, 'reason')),
  } satisfies Record<string, EventHandler>;
}

const actorOf = (event: DomainEvent) => reactingTo(event, 'alerting');

const alertIdOf = (event: DomainEvent) => textOf(event, 'alert_id') as AlertId;

function textOf({ type, data }: DomainEvent, field: string): string {
  const value = data[field];
  if (typeof value !== 'string') throw new Error(`an event ${type} has no ${field}`);
  return value;
}
