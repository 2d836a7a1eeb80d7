import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution, storedWorkflow } from '../ports/automation.contract.ts';
import { exchangeChildren } from './exchange-children.ts';
import { requestExecution } from './request-execution.ts';

const owner = anybody();
const CHILD = { namespace: 'test', name: 'child', version: 'latest' } as const;

describe('an execution that another one starts', () => {
  const setup = async (causationDepth?: number) => {
    const work = new InMemoryAutomation();
    await storedWorkflow(work, owner, { name: 'child', definition: { document: { dsl: '1.0.3', namespace: 'test', name: 'child', version: '1.0.0' }, do: [] } });
    const parent = await storedExecution(work, owner, { ...(causationDepth !== undefined && { causationDepth }) });
    const ids = { next: () => crypto.randomUUID() };
    const { startChild } = exchangeChildren({ work, maxCausationDepth: 3, request: requestExecution({ work, clock: { now: () => noon }, ids }), cancel: async () => parent });
    return { work, start: () => startChild(owner, parent.id, '/do/0/sub:1', CHILD, {}) };
  };

  test('counts one more than that, whatever led to it', async () => {
    const { work, start } = await setup(2);
    const { executionId } = await start();
    expect(await work.read(owner, ({ executions }) => executions.get(executionId as never))).toMatchObject({ depth: 1, causationDepth: 3 });
  });

  test('is refused where too many led to it, one because of the other', async () => {
    const { start } = await setup(3);
    await expect(start()).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('more than 3 executions') });
  });
});
