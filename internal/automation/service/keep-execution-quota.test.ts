import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution } from '../ports/automation.contract.ts';
import { keepExecutionQuota } from './keep-execution-quota.ts';

describe('a tenant that requests more executions than its quota allows', () => {
  const owner = anybody();
  const passed = new Error('passed');
  const setup = async () => {
    const work = new InMemoryAutomation();
    for (const second of [0, 10, 20]) await storedExecution(work, owner, {}, undefined, new Date(noon.getTime() + second * 1000));
    const ask = (perMinute: number, second: number) =>
      keepExecutionQuota({ work, clock: { now: () => new Date(noon.getTime() + second * 1000) }, quotas: async () => ({ perMinute, concurrent: 1 }), request: () => Promise.reject(passed) })(owner, { workflowId: 'w' as never, input: {}, compensateOnIneffective: false });
    return ask;
  };

  test('is told when to come again', async () => {
    const ask = await setup();
    await expect(ask(3, 20)).rejects.toMatchObject({ code: 'limit', retryAfterSeconds: 40 });
    await expect(ask(2, 20)).rejects.toMatchObject({ code: 'limit', retryAfterSeconds: 50 });
  });

  test('is served as long as it asks for less, and again after a minute', async () => {
    const ask = await setup();
    await expect(ask(4, 20)).rejects.toBe(passed);
    await expect(ask(3, 60)).rejects.toBe(passed);
  });
});
