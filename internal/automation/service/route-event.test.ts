import type { Json, JsonObject } from '#internal/kernel';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution, storedWorkflow } from '../ports/automation.contract.ts';
import { received } from '../ports/event-repository.contract.ts';
import type { StoredEvent } from '../domain/stored-event.ts';
import { routeEvent } from './route-event.ts';

const owner = anybody();
const FINISHED = 'automation.execution.finished';

/** Two workflows that executions start by ending, and an execution of the first of them. */
async function setup() {
  const work = new InMemoryAutomation();
  const execution = await storedExecution(work, owner);
  const { workflow: other } = await storedWorkflow(work, owner, { name: 'other' });
  const interest = { filters: [{ tests: [{ path: ['type'], equals: FINISHED }], correlate: [] }], strategy: { mode: 'one', filters: [0] }, variables: {} } as const;
  const started: string[] = [execution.workflowId, other.id];
  for (const workflowId of started) await work.run(owner, ({ subscriptions }) => subscriptions.open({ id: workflowId, listener: { workflowId }, interest, createdAt: noon }));
  const route = routeEvent({ work, clock: { now: () => noon }, expressions: { check: async () => undefined, evaluateAll: async () => [] }, maxCausationDepth: 2 });
  const wokenBy = async (data: Json, change: Partial<StoredEvent>, attributes: JsonObject = {}) => {
    const stored = { ...received(owner, { type: FINISHED, data, ...attributes }), ...change };
    await work.run(owner, ({ events }) => events.addNew([stored]));
    await route(owner, stored.id);
    return work.tables.deliveries.filter(({ eventId }) => eventId === stored.id).map(({ subscriptionId }) => subscriptionId).sort();
  };
  return { work, execution, both: started.toSorted(), other: [other.id], wokenBy };
}

describe('a workflow that events start', () => {
  test('is not started by the end of its own executions, only others are', async () => {
    const { execution, other, wokenBy } = await setup();
    expect(await wokenBy({ execution_id: execution.id }, { origin: 'product' })).toEqual(other);
  });

  test('is not started by what its own executions emit', async () => {
    const { execution, other, wokenBy } = await setup();
    expect(await wokenBy({}, { origin: 'execution', executionId: execution.id })).toEqual(other);
  });

  test('is started by anything else, whatever a caller of the API writes into it', async () => {
    const { execution, both, wokenBy } = await setup();
    expect(await wokenBy({ execution_id: execution.id }, { origin: 'api' })).toEqual(both);
    expect(await wokenBy({ execution_id: '00000000-0000-4000-8000-000000000000' }, { origin: 'product' })).toEqual(both);
  });

  test('is not started by what too many executions led to, one because of the other, and the audit trail says so', async () => {
    const { work, execution, other, wokenBy } = await setup();
    const emitted = { origin: 'execution', executionId: execution.id } as const;
    expect(await wokenBy({}, emitted, { orchestrixdepth: 2 })).toEqual(other);
    expect(await wokenBy({}, emitted, { orchestrixdepth: 3 })).toEqual([]);
    expect(work.entries.at(-1)).toMatchObject({ action: 'automation.event.refused', after: { workflow_ids: other, depth: 3, at_most: 2, execution_id: execution.id } });
  });
});
