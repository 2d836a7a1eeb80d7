import type { JsonObject } from '#internal/kernel';
import { portable } from '../domain/portable-definition.ts';
import { saveDraft } from '../domain/workflow.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon } from '../ports/automation.contract.ts';
import { checkDefinition } from './check-definition.ts';
import { importWorkflows } from './import-workflows.ts';

const owner = anybody();
const definition = (name: string, seconds = 1): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name, version: '1.0.0' }, do: [{ pause: { wait: { seconds } } }] });

function setup() {
  const work = new InMemoryAutomation();
  let count = 0;
  const check = checkDefinition({ checkExpression: async () => undefined, checkSchema: async () => undefined, http: { check: async () => undefined } });
  const take = importWorkflows({ work, clock: { now: () => noon }, ids: { next: () => `w${++count}` }, checkDefinition: check });
  const bring = (existing: 'draft' | 'refuse', ...documents: readonly JsonObject[]) => take(owner, documents.map((document) => ({ document })), existing);
  return { work, take, bring, found: (name: string) => work.read(owner, ({ workflows }) => workflows.findByName(name)) };
}

describe('an import', () => {
  test('arrives disabled, under the name that the document gives', async () => {
    const { bring, found, work } = setup();
    const named = portable({ name: 'Ping the shop', description: 'why', definition: definition('ping') });
    expect(await bring('draft', definition('one'), named)).toEqual([
      { status: 'created', name: 'one', workflowId: 'w1', faults: [] },
      { status: 'created', name: 'Ping the shop', workflowId: 'w2', faults: [] },
    ]);
    expect(await found('Ping the shop')).toMatchObject({ enabled: false, version: 1, description: 'why', definition: definition('ping') });
    expect(work.events.map(({ data }) => data['enabled'])).toEqual([false, false, false, false]);
  });

  test('stores the good documents and names the faults of the others', async () => {
    const { take, bring, found } = setup();
    expect(await bring('draft', { document: {} }, definition('good'), definition('good'))).toMatchObject([
      { status: 'refused', faults: expect.arrayContaining([{ field: '/do', reason: 'is missing' }]) },
      { status: 'created' },
      { status: 'refused', name: 'good', faults: [{ field: '/document/name' }] },
    ]);
    expect(await found('good')).toBeDefined();
    expect(await take(owner, [{ faults: [{ field: '', reason: 'is not YAML' }] }, { document: [] }], 'draft')).toMatchObject([{ status: 'refused' }, { status: 'refused' }]);
  });

  test('of a workflow that is there waits as its draft, and what runs stays', async () => {
    const { work, bring, found } = setup();
    await bring('draft', definition('one'));
    expect(await bring('draft', definition('one'))).toMatchObject([{ status: 'unchanged' }]);
    expect(await bring('draft', definition('one', 2))).toMatchObject([{ status: 'updated', workflowId: 'w1' }]);
    expect(await found('one')).toMatchObject({ version: 1, definition: definition('one') });
    expect(await work.read(owner, async ({ workflows }) => workflows.findDraft('w1' as never))).toMatchObject({ definition: definition('one', 2), basedOn: 1 });
  });

  test('overwrites neither a draft that somebody writes nor, if so asked, any workflow', async () => {
    const { work, bring, found } = setup();
    await bring('draft', definition('one'), definition('two'));
    expect(await bring('refuse', definition('two', 2))).toMatchObject([{ status: 'refused', faults: [{ reason: 'is the name of another workflow' }] }]);
    const one = await found('one');
    if (!one) throw new Error('it was just imported');
    const draft = saveDraft(one, undefined, { name: 'one', description: '', definition: {} }, owner, noon);
    await work.run(owner, ({ workflows }) => workflows.putDraft(draft));
    expect(await bring('draft', definition('one', 2))).toMatchObject([{ status: 'refused', faults: [{ reason: expect.stringContaining('draft') }] }]);
  });
});
