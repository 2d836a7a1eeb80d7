import type { components, Operations } from '#internal/platform/http';
import type { MetricLimits } from '../domain/metric-limits.ts';
import { LIMIT_FIELDS, LIMIT_KEYS, limitsBelow } from '../domain/tenant-limits.ts';
import type { GetMetricLimits, LimitsReport, UpdateMetricLimits } from '../service/manage-metric-limits.ts';

interface Use {
  readonly getMetricLimits: GetMetricLimits;
  readonly updateMetricLimits: UpdateMetricLimits;
}

export function limitOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getMetricLimits({ actor }) {
      return answer(await use.getMetricLimits(actor));
    },

    async updateMetricLimits({ actor, body, ifMatch }) {
      const limits = Object.fromEntries(LIMIT_KEYS.flatMap((key) => {
        const [name, unit] = LIMIT_FIELDS[key];
        const value = body[name];
        return typeof value === 'number' ? [[key, value * unit]] : [];
      }));
      return answer(await use.updateMetricLimits(actor, limits, ifMatch));
    },
  };
}

type Limits = components['schemas']['MetricLimitValues'];
type OwnLimits = components['schemas']['OwnMetricLimits'];

const named = (limits: Partial<MetricLimits>): OwnLimits =>
  Object.fromEntries(LIMIT_KEYS.map((key) => [LIMIT_FIELDS[key][0], limits[key] === undefined ? null : limits[key] / LIMIT_FIELDS[key][1]]));

function answer({ ceiling, own }: LimitsReport) {
  return {
    status: 200 as const,
    etag: own.version,
    body: {
      limits: named(limitsBelow(ceiling, own.limits)) as Limits, // every limit has a value
      own: named(own.limits),
      ceiling: named(ceiling) as Limits,
      updated_at: own.updatedAt?.toISOString() ?? null,
      updated_by: own.updatedBy ?? null,
      version: own.version,
    },
  };
}
