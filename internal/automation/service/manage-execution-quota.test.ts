import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution } from '../ports/automation.contract.ts';
import { admitExecutions } from './admit-executions.ts';
import { currentQuota } from './current-quota.ts';
import { getExecutionQuota, updateExecutionQuota } from './manage-execution-quota.ts';

const owner = anybody();

function setup() {
  const work = new InMemoryAutomation();
  const time = { now: noon };
  const deps = { work, clock: { now: () => time.now }, ceilings: () => ({ concurrent: 10, perMinute: 100 }) };
  return {
    work, get: getExecutionQuota(deps), update: updateExecutionQuota(deps), current: currentQuota(deps), admit: admitExecutions({ ...deps, quotas: currentQuota(deps) }),
    later: (ms: number) => { time.now = new Date(time.now.getTime() + ms); },
  };
}

describe('the quota of a tenant', () => {
  test('is the one of the installation until it sets limits of its own', async () => {
    const { get, update, current, later } = setup();
    expect(await get(owner)).toEqual({ ceiling: { concurrent: 10, perMinute: 100 }, own: { version: 1 }, use: { running: 0, waiting: 0, lastMinute: 0 } });
    expect(await current(owner)).toEqual({ concurrent: 10, perMinute: 100 });
    expect(await update(owner, { concurrent: 2 }, 1)).toMatchObject({ own: { concurrent: 2, updatedBy: owner.subject, version: 2 } });
    later(2_000);
    expect(await current(owner)).toEqual({ concurrent: 2, perMinute: 100 });
    await update(owner, {}, 2);
    later(2_000);
    expect(await current(owner)).toEqual({ concurrent: 10, perMinute: 100 });
  });

  test('cannot be raised above what the installation allows, and every limit that is too high is named', async () => {
    const { update, get } = setup();
    await expect(update(owner, { concurrent: 11, perMinute: 101 }, undefined)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/concurrent' }, { field: '/per_minute' }] });
    expect(await get(owner)).toMatchObject({ own: { version: 1 } });
  });

  test('is changed in the version that was read, and the change is on record', async () => {
    const { update, work } = setup();
    await expect(update(owner, { perMinute: 5 }, 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    await update(owner, { perMinute: 5 }, undefined);
    expect(work.entries).toMatchObject([{ action: 'automation.execution_quota.updated', entityId: owner.tenantId, before: { per_minute: null }, after: { concurrent: null, per_minute: 5 } }]);
  });

  test('that is raised lets those start that wait, once every process knows of it', async () => {
    const { update, work, admit, later, get } = setup();
    await update(owner, { concurrent: 1 }, undefined);
    for (const second of [0, 1, 2]) await admit(owner, (await storedExecution(work, owner, {}, undefined, new Date(noon.getTime() + second))).id);
    expect((await get(owner)).use).toMatchObject({ running: 1, waiting: 2 });
    work.events.length = 0;
    await update(owner, { concurrent: 3 }, undefined);
    expect(work.events).toMatchObject([{ type: 'automation.execution_quota.changed', availableAt: new Date(noon.getTime() + 4_000) }]);
    later(4_000);
    await admit(owner);
    expect((await get(owner)).use).toMatchObject({ running: 3, waiting: 0 });
  });
});
