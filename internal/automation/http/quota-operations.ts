import type { Operations } from '#internal/platform/http';
import { quotaOf } from '../domain/tenant-quota.ts';
import type { GetExecutionQuota, QuotaReport, UpdateExecutionQuota } from '../service/manage-execution-quota.ts';

interface Use {
  readonly getExecutionQuota: GetExecutionQuota;
  readonly updateExecutionQuota: UpdateExecutionQuota;
}

export function quotaOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getExecutionQuota({ actor }) {
      return answer(await use.getExecutionQuota(actor));
    },

    async updateExecutionQuota({ actor, body: { concurrent, per_minute: perMinute }, ifMatch }) {
      const limits = { ...(typeof concurrent === 'number' && { concurrent }), ...(typeof perMinute === 'number' && { perMinute }) };
      return answer(await use.updateExecutionQuota(actor, limits, ifMatch));
    },
  };
}

function answer({ ceiling, own, use: { running, waiting, lastMinute } }: QuotaReport) {
  const limits = quotaOf(ceiling, own);
  return {
    status: 200 as const,
    etag: own.version,
    body: {
      limits: { concurrent: limits.concurrent, per_minute: limits.perMinute },
      own: { concurrent: own.concurrent ?? null, per_minute: own.perMinute ?? null },
      ceiling: { concurrent: ceiling.concurrent, per_minute: ceiling.perMinute },
      use: { running, waiting, last_minute: lastMinute },
      updated_at: own.updatedAt?.toISOString() ?? null,
      updated_by: own.updatedBy ?? null,
      version: own.version,
    },
  };
}
