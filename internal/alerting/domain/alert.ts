import { conflict } from '#pkg/apperror';
import type { Brand } from '#internal/kernel';
import type { AlertRuleId } from './alert-rule-id.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Labels } from './labels.ts';
import type { Severity } from './severity.ts';
import type { SignalSource } from './signal.ts';
import type { StateReason } from './state-reason.ts';

export type AlertId = Brand<string, 'AlertId'>;

export const ALERT_STATUSES = ['pending', 'firing', 'acknowledged', 'escalated', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Why an alert ended: its source said so, nothing was heard of it any more, or somebody decided it. */
export type Resolution = 'source' | 'expiry' | 'manual';

/** One episode of one label set: it opens once, resolves once and never opens again. */
export interface Alert {
  readonly id: AlertId;
  readonly fingerprint: Fingerprint;
  readonly status: AlertStatus;
  /** The label `alertname`. */
  readonly name: string;
  readonly severity: Severity;
  /** The source's labels and those of the rule; the fingerprint is made of the source's alone. */
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly generatorUrl: string | null;
  readonly source: SignalSource;
  /** The rule over metrics that found it, or else the event rule that matched when it opened. */
  readonly ruleId: AlertRuleId | null;

  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** A pending alert fires at this time, unless it is over by then. */
  readonly firesAt: Date | null;
  /** Without another signal it resolves at this time; `null`: only when somebody says so. */
  readonly expiresAt: Date | null;
  readonly lastReceivedAt: Date;
  /** Signals received about it, repeats included. */
  readonly occurrences: number;

  readonly firedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly escalatedAt: Date | null;
  readonly escalationReason: string | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly resolution: Resolution | null;

  readonly stateReason: StateReason | null;
  /** Its label set changes too often, since this time; on the latest alert of a label set: still. */
  readonly flappingSince: Date | null;

  readonly createdAt: Date;
  /** Counts changes of state, not repeats of signals. */
  readonly version: number;
}

const next = (alert: Alert, change: Partial<Alert>): Alert => ({ ...alert, ...change, version: alert.version + 1 });

/** The condition has held long enough. Throws `conflict` unless pending. */
export function fire(alert: Alert, now: Date): Alert {
  demand(alert, 'fire', ['pending']);
  return next(alert, { status: 'firing', firedAt: now, firesAt: null });
}

/** Somebody takes care. Throws `conflict` unless firing or escalated. */
export function acknowledge(alert: Alert, by: string, now: Date): Alert {
  demand(alert, 'be acknowledged', ['firing', 'escalated']);
  return next(alert, { status: 'acknowledged', acknowledgedAt: now, acknowledgedBy: by });
}

/** What was tried did not help: a person is needed, also when somebody has acknowledged it. Throws `conflict` unless firing or acknowledged. */
export function escalate(alert: Alert, reason: string, now: Date): Alert {
  demand(alert, 'be escalated', ['firing', 'acknowledged']);
  return next(alert, { status: 'escalated', escalatedAt: now, escalationReason: reason });
}

/** It is over, whatever state it was in. Throws `conflict` when it was already. */
export function resolve(alert: Alert, how: { readonly resolution: Resolution; readonly by: string; readonly endsAt: Date }, now: Date): Alert {
  demand(alert, 'be resolved', ['pending', 'firing', 'acknowledged', 'escalated']);
  const endsAt = how.endsAt < alert.startsAt ? alert.startsAt : how.endsAt;
  return next(alert, { status: 'resolved', endsAt, resolvedAt: now, resolvedBy: how.by, resolution: how.resolution, firesAt: null, expiresAt: null });
}

/** Nobody vouches for it any more: it ended when the last promise did. Throws `conflict` when it is over already. */
export const expire = (alert: Alert, by: string, now: Date): Alert => resolve(alert, { resolution: 'expiry', by, endsAt: alert.expiresAt ?? now }, now);

/** True when a pending alert has lasted as long as its rule asks; it must not have expired before that. */
export const isDueToFire = ({ status, firesAt, expiresAt }: Alert, now: Date): boolean =>
  status === 'pending' && firesAt !== null && firesAt <= now && (expiresAt === null || expiresAt >= firesAt);

/** True when nothing was heard of it for too long. */
export const hasExpired = (alert: Alert, now: Date): boolean => isOpen(alert) && alert.expiresAt !== null && alert.expiresAt <= now;

export const isOpen = ({ status }: Alert): boolean => status !== 'resolved';

/** True when `escalate` will not throw. */
export const canEscalate = ({ status }: Alert): boolean => status === 'firing' || status === 'acknowledged';

function demand({ status }: Alert, what: string, from: readonly AlertStatus[]): void {
  if (!from.includes(status)) throw conflict(`an alert that is ${status} cannot ${what}`);
}
