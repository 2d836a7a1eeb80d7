import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { InMemoryMetricSettings } from '../fakes/in-memory-metric-settings.ts';
import { somebody } from '../ports/metric-settings.contract.ts';
import { currentMetricLimits, LIMITS_MAX_AGE_MS } from './current-metric-limits.ts';
import { getMetricLimits, updateMetricLimits } from './manage-metric-limits.ts';

const owner = somebody();
const noon = new Date('2026-03-01T12:00:00.000Z');

function setup() {
  const settings = new InMemoryMetricSettings();
  const time = { now: noon };
  const deps = { settings, clock: { now: () => time.now }, ceilings: () => DEFAULT_METRIC_LIMITS };
  return { settings, get: getMetricLimits(deps), update: updateMetricLimits(deps), current: currentMetricLimits(deps), later: (ms: number) => { time.now = new Date(time.now.getTime() + ms); } };
}

describe('the limits of a tenant', () => {
  test('are those of the installation until it lowers some, and changes count within two seconds', async () => {
    const { get, update, current, later } = setup();
    expect(await get(owner)).toEqual({ ceiling: DEFAULT_METRIC_LIMITS, own: { limits: {}, version: 1 } });
    expect(await current(owner)).toEqual(DEFAULT_METRIC_LIMITS);
    expect(await update(owner, { maxActiveSeries: 2, outOfOrderWindowMs: 0 }, 1)).toMatchObject({ own: { limits: { maxActiveSeries: 2 }, updatedBy: owner.subject, version: 2 } });
    expect(await current(owner)).toEqual(DEFAULT_METRIC_LIMITS);
    later(LIMITS_MAX_AGE_MS);
    expect(await current(owner)).toEqual({ ...DEFAULT_METRIC_LIMITS, maxActiveSeries: 2, outOfOrderWindowMs: 0 });
    expect(await current(somebody())).toEqual(DEFAULT_METRIC_LIMITS);
    await update(owner, {}, 2);
    later(LIMITS_MAX_AGE_MS);
    expect(await current(owner)).toEqual(DEFAULT_METRIC_LIMITS);
  });

  test('cannot be raised above what the installation allows, and every limit that is too high is named', async () => {
    const { update, get } = setup();
    const more = { maxActiveSeries: DEFAULT_METRIC_LIMITS.maxActiveSeries + 1, retentionMs: DEFAULT_METRIC_LIMITS.retentionMs + 1000, maxConcurrentQueries: 1 };
    await expect(update(owner, more, undefined)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/max_active_series' }, { field: '/retention_seconds', reason: expect.stringContaining('at most 1296000') as string }] });
    expect(await get(owner)).toMatchObject({ own: { version: 1 } });
  });

  test('are changed in the version that was read, and the change is on record', async () => {
    const { update, settings } = setup();
    await expect(update(owner, { maxActiveSeries: 5 }, 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    await update(owner, { queryTimeoutMs: 5000 }, undefined);
    expect(settings.entries).toMatchObject([{ action: 'metrics.limits.updated', entityId: owner.tenantId, before: {}, after: { query_timeout_seconds: 5 } }]);
  });

  test('are those known last while the database does not answer, and an unknown tenant is told so', async () => {
    const { settings, current, later } = setup();
    await current(owner);
    settings.read = () => Promise.reject(new Error('no database'));
    later(LIMITS_MAX_AGE_MS);
    expect(await current(owner)).toEqual(DEFAULT_METRIC_LIMITS);
    await expect(current(somebody())).rejects.toThrow('no database');
  });
});
