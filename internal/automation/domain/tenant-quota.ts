import { AppError } from '#pkg/apperror';
import type { AuditEntry, Json, NewEvent, TenantId } from '#internal/kernel';
import type { ExecutionQuota } from './execution-quota.ts';

/** Limits that a tenant has set for itself; where it has set none, the installation's hold. */
export interface TenantQuota {
  readonly concurrent?: number;
  readonly perMinute?: number;
  readonly updatedAt?: Date;
  readonly updatedBy?: string;
  readonly version: number;
}

/** Before anybody set anything. */
export const NO_QUOTA: TenantQuota = { version: 1 };

/** What of a quota is in use. */
export interface QuotaUse {
  /** Executions that were admitted and have not ended. */
  readonly running: number;
  /** Executions that wait to be admitted. */
  readonly waiting: number;
  /** Requested within the last minute, by whomever. */
  readonly lastMinute: number;
}

/** What holds: a tenant lowers the installation's limits for itself and never raises them, also when they are lowered later. */
export const quotaOf = (ceiling: ExecutionQuota, own: TenantQuota): ExecutionQuota => ({
  concurrent: Math.min(ceiling.concurrent, own.concurrent ?? Number.POSITIVE_INFINITY),
  perMinute: Math.min(ceiling.perMinute, own.perMinute ?? Number.POSITIVE_INFINITY),
});

/** Throws `invalid` for limits above what the installation allows the tenant. */
export function requireBelow(ceiling: ExecutionQuota, { concurrent = 1, perMinute = 1 }: Partial<ExecutionQuota>): void {
  const details = [
    ...(concurrent > ceiling.concurrent ? [{ field: '/concurrent', reason: `must be at most ${ceiling.concurrent}, which the installation allows this tenant` }] : []),
    ...(perMinute > ceiling.perMinute ? [{ field: '/per_minute', reason: `must be at most ${ceiling.perMinute}, which the installation allows this tenant` }] : []),
  ];
  if (details.length > 0) throw new AppError('invalid', details.map(({ field, reason }) => `${field} ${reason}`).join('; '), { details });
}

export const quotaChanged = (tenantId: TenantId, before: TenantQuota, after: TenantQuota): AuditEntry => ({
  action: 'automation.execution_quota.updated',
  entityType: 'execution_quota',
  entityId: tenantId,
  before: shown(before),
  after: shown(after),
});

/** Lets those who wait start under new limits, once every process knows them. */
export const quotaTakesEffect = (tenantId: TenantId, at: Date): NewEvent => ({ type: 'automation.execution_quota.changed', aggregateId: tenantId, data: {}, availableAt: at });

const shown = ({ concurrent, perMinute }: TenantQuota): Json => ({ concurrent: concurrent ?? null, per_minute: perMinute ?? null });
