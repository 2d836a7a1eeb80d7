import { reactingTo, type Actor, type DomainEvent, type Json, type JsonObject } from '#internal/kernel';
import type { FiredAlert } from '../domain/fired-alert.ts';
import type { RemediationId } from '../domain/remediation.ts';
import type { ConcludeRemediation } from '../service/conclude-remediation.ts';
import type { ConsiderAlert } from '../service/consider-alert.ts';
import type { DeliverEscalation } from '../service/deliver-escalation.ts';
import type { ExpireApproval, ExpireForResolvedAlert } from '../service/expire-remediations.ts';
import type { StartRemediation } from '../service/start-remediation.ts';

interface Use {
  readonly considerAlert: ConsiderAlert;
  readonly expireForResolvedAlert: ExpireForResolvedAlert;
  readonly startRemediation: StartRemediation;
  readonly expireApproval: ExpireApproval;
  readonly concludeRemediation: ConcludeRemediation;
  readonly deliverEscalation: DeliverEscalation;
}

/** What this context does when something happened, by event type. */
export function remediationSubscriptions(use: Use) {
  const consider = async (event: DomainEvent): Promise<void> => {
    await use.considerAlert(actorOf(event), toFiredAlert(event.data));
  };
  return {
    'alerting.alert.fired': consider,
    'alerting.alert.replayed': consider,
    'alerting.alert.resolved': (event: DomainEvent): Promise<void> => use.expireForResolvedAlert(actorOf(event), text(event.data, 'alert_id')),
    'remediation.remediation.execution_due': (event: DomainEvent): Promise<void> => use.startRemediation(actorOf(event), remediationId(event)),
    'remediation.remediation.approval_expired': (event: DomainEvent): Promise<void> => use.expireApproval(actorOf(event), remediationId(event)),
    'remediation.remediation.escalated': (event: DomainEvent): Promise<void> => use.deliverEscalation(actorOf(event), remediationId(event), event.id),
    'automation.execution.finished': (event: DomainEvent): Promise<void> => {
      const { request_key: requestKey, outcome, error } = event.data;
      return use.concludeRemediation(actorOf(event), typeof requestKey === 'string' ? requestKey : undefined, {
        executionId: text(event.data, 'execution_id'),
        status: text(event.data, 'status'),
        ...(typeof outcome === 'string' && { outcome }),
        ...(error !== undefined && error !== null && { error }),
      });
    },
  };
}

const actorOf = (event: DomainEvent): Actor => reactingTo(event, 'remediation');

const remediationId = ({ data }: DomainEvent): RemediationId => text(data, 'remediation_id') as RemediationId;

const toFiredAlert = (data: JsonObject): FiredAlert => ({
  id: text(data, 'alert_id'),
  fingerprint: text(data, 'fingerprint'),
  name: text(data, 'name'),
  severity: text(data, 'severity'),
  labels: texts(data['labels']),
  annotations: texts(data['annotations']),
  startsAt: text(data, 'starts_at'),
});

// Events are our own, so a missing field is a bug: the relay keeps such an event for a person to look at.
function text(data: JsonObject, field: string): string {
  const value = data[field];
  if (typeof value !== 'string') throw new TypeError(`the event has no text in ${field}`);
  return value;
}

const texts = (value: Json | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries((value ?? {}) as JsonObject).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
