import { AppError } from '#pkg/apperror';
import type { AuditEntry, Brand, NewEvent, TenantId } from '#internal/kernel';
import type { IncomingAlert } from './incoming-alert.ts';
import type { MappedSeverity } from './mapping.ts';

export type HeartbeatId = Brand<string, 'HeartbeatId'>;
export type HeartbeatChangeId = Brand<string, 'HeartbeatChangeId'>;

/** What people set. */
export interface HeartbeatTerms {
  readonly name: string;
  readonly enabled: boolean;
  /** How often it is to be heard of. */
  readonly intervalSeconds: number;
  /** How much later it may come. */
  readonly graceSeconds: number;
  /** Labels of the alert. */
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: MappedSeverity;
}

/**
 * Something that has to be heard of regularly: a dead man's switch. `waiting` until its first beat, and while it is switched off; `down` from the moment that a beat is
 * missed until the next.
 */
export interface Heartbeat extends HeartbeatTerms {
  readonly id: HeartbeatId;
  readonly tenantId: TenantId;
  /** SHA-256 of the token in the address that pings go to. */
  readonly tokenDigest: string;
  readonly status: 'waiting' | 'up' | 'down';
  readonly lastPingAt?: Date;
  /** When a beat is missed, unless one comes before. */
  readonly dueAt?: Date;
  /** The timer that counts; those of before are ignored when they come. */
  readonly timer: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** One change between up and down. */
export interface HeartbeatChange {
  readonly id: HeartbeatChangeId;
  readonly heartbeatId: HeartbeatId;
  readonly status: 'up' | 'down';
  /** The last beat before it. */
  readonly lastPingAt?: Date;
  readonly createdAt: Date;
}

/** Days that changes are kept. */
export const HISTORY_DAYS = 90;

/** Timer: look whether a beat was missed. */
export const HEARTBEAT_CHECK_DUE = 'integrations.heartbeat.check_due';

const dueAfter = ({ intervalSeconds, graceSeconds }: HeartbeatTerms, ping: Date): Date => new Date(ping.getTime() + (intervalSeconds + graceSeconds) * 1000);

/** It was heard of. While it is up its timer runs already; else a new one is needed. One that is switched off only remembers the beat. */
export function pinged(heartbeat: Heartbeat, now: Date): Heartbeat {
  if (!heartbeat.enabled) return { ...heartbeat, lastPingAt: now };
  return { ...heartbeat, status: 'up', lastPingAt: now, dueAt: dueAfter(heartbeat, now), timer: heartbeat.status === 'up' ? heartbeat.timer : heartbeat.timer + 1 };
}

/** True when its beat is missing by now. */
export const isMissed = ({ enabled, status, dueAt }: Heartbeat, now: Date): boolean => enabled && status === 'up' && dueAt !== undefined && dueAt <= now;

/** Other terms: what is up is due by the new ones, and what is switched off waits. Timers of before count no more. */
export function changedHeartbeat(heartbeat: Heartbeat, terms: HeartbeatTerms, now: Date): Heartbeat {
  const { dueAt: _, ...rest } = heartbeat;
  const status = !terms.enabled ? 'waiting' : heartbeat.status;
  const dueAt = status === 'up' && heartbeat.lastPingAt ? dueAfter(terms, heartbeat.lastPingAt) : undefined;
  return { ...rest, ...terms, status, ...(dueAt && { dueAt }), timer: heartbeat.timer + 1, updatedAt: now };
}

/** The alert of a heartbeat: that a beat is missing, or that it came after all. */
export const heartbeatAlert = ({ id, name, labels, severity, lastPingAt, dueAt, intervalSeconds }: Heartbeat, ended: boolean, now: Date): IncomingAlert => ({
  labels: { ...labels, alertname: 'HeartbeatMissed', heartbeat: name, severity },
  annotations: { summary: `${name} was last heard of at ${lastPingAt?.toISOString() ?? 'no time'}; it is expected every ${intervalSeconds} seconds` },
  startsAt: ended ? undefined : (dueAt ?? now),
  endsAt: ended ? now : undefined,
  source: 'integration',
  ends: 'by_word',
  ended,
  identity: { orchestrix_heartbeat: id },
});

/** The timer of a heartbeat that is up. */
export const heartbeatTimer = ({ id, timer, dueAt }: Heartbeat): readonly NewEvent[] =>
  dueAt === undefined ? [] : [{ type: HEARTBEAT_CHECK_DUE, aggregateId: id, data: { heartbeat_id: id, timer }, availableAt: dueAt }];

/** What others are told of a change. */
export const heartbeatNews = ({ id, name, status }: Heartbeat): NewEvent => ({ type: `integrations.heartbeat.${status === 'down' ? 'missed' : 'recovered'}`, aggregateId: id, data: { heartbeat_id: id, name } });

/** The audit entry of a change, by people or by silence; tokens are left out. */
export const heartbeatChanged = (verb: 'created' | 'updated' | 'deleted' | 'token_rotated' | 'missed' | 'recovered', before: Heartbeat | undefined, after: Heartbeat | undefined): AuditEntry => ({
  action: `integrations.heartbeat.${verb}`,
  entityType: 'heartbeat',
  entityId: (after ?? before)?.id ?? '',
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

const shown = ({ name, enabled, intervalSeconds, graceSeconds, labels, severity, status }: Heartbeat) => ({ name, enabled, interval_seconds: intervalSeconds, grace_seconds: graceSeconds, labels: { ...labels }, severity, status });

/** Throws `precondition_failed` unless `expected` is the version that is stored. */
export function requireHeartbeatVersion({ version }: Heartbeat, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw new AppError('precondition_failed', `the heartbeat is at version ${version} by now`);
}
