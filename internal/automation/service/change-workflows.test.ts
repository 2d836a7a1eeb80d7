import { AppError, invalid } from '#pkg/apperror';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, draft, noon } from '../ports/automation.contract.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { archiveWorkflow } from './archive-workflow.ts';
import { checkDefinition } from './check-definition.ts';
import { createWorkflow } from './create-workflow.ts';
import { getWorkflowVersion } from './get-workflow-version.ts';
import { getWorkflow } from './get-workflow.ts';
import { updateWorkflow } from './update-workflow.ts';

const owner = anybody();

function setup() {
  const [work, clock] = [new InMemoryAutomation(), { now: () => noon }];
  let count = 0;
  const check = checkDefinition({
    parseDefinition: async (definition) => {
      if (!('do' in definition)) throw invalid('/do', 'is missing');
      return definition as unknown as WorkflowDefinition;
    },
    http: { check: async (_, url) => { if (url.includes('127.')) throw invalid('url', 'is not allowed'); } },
  });
  return {
    work,
    check,
    create: createWorkflow({ work, clock, ids: { next: () => `w${++count}` }, checkDefinition: check }),
    update: updateWorkflow({ work, clock, checkDefinition: check }),
    archive: archiveWorkflow({ work, clock }),
    get: getWorkflow({ work }),
    getVersion: getWorkflowVersion({ work }),
  };
}

const calling = (endpoint: string) => ({ do: [{ ping: { call: 'http', with: { method: 'get', endpoint } } }] });

describe('checkDefinition', () => {
  test('places the faults of the definition in the request body', async () => {
    const { check } = setup();
    await expect(check(owner, {})).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/definition/do', reason: 'is missing' }] });
  });

  test('names every endpoint that the tenant may not call', async () => {
    const { check } = setup();
    const definition = { do: [...calling('http://127.0.0.1/a').do, ...calling('http://127.1/b').do, ...calling('http://sample/c').do] };
    await expect(check(owner, definition)).rejects.toMatchObject({
      code: 'invalid',
      details: [0, 1].map((index) => ({ field: `/definition/do/${index}/ping/with/endpoint`, reason: 'is not allowed' })),
    });
  });

  test('passes on what is no fault of the definition', async () => {
    const down = checkDefinition({ parseDefinition: async (definition) => definition as unknown as WorkflowDefinition, http: { check: async () => Promise.reject(new AppError('unavailable', 'down')) } });
    await expect(down(owner, calling('http://sample/'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('workflows', () => {
  test('are created with their first version', async () => {
    const { work, create, get } = setup();
    const created = await create(owner, draft);
    expect(created).toMatchObject({ ...draft, version: 1, createdBy: owner.subject });
    expect(await get(owner, created.id)).toEqual(created);
    expect(work.entries).toEqual([expect.objectContaining({ action: 'automation.workflow.created', entityId: created.id })]);
  });

  test('with a faulty definition are not stored', async () => {
    const { work, create } = setup();
    await expect(create(owner, { ...draft, definition: {} })).rejects.toMatchObject({ code: 'invalid' });
    expect(work.entries).toEqual([]);
  });

  test('change by a new version; the old one stays', async () => {
    const { create, update, getVersion } = setup();
    const { id } = await create(owner, draft);
    expect(await update(owner, id, { ...draft, definition: { do: [] } }, 1)).toMatchObject({ version: 2, definition: { do: [] } });
    expect(await getVersion(owner, id, 1)).toMatchObject({ definition: draft.definition });
  });

  test('do not change under someone who has seen another version', async () => {
    const { create, update, archive } = setup();
    const { id } = await create(owner, draft);
    await update(owner, id, draft, 1);
    await expect(update(owner, id, draft, 1)).rejects.toMatchObject({ code: 'precondition_failed' });
    await expect(archive(owner, id, 1)).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  test('are not_found before anything else is said about the request', async () => {
    const { update } = setup();
    await expect(update(owner, 'gone' as never, { ...draft, definition: {} })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are archived once, stay readable and do not change any more', async () => {
    const { work, create, archive, get, update } = setup();
    const { id } = await create(owner, draft);
    await archive(owner, id, 1);
    await archive(owner, id, 1);
    expect(await get(owner, id)).toMatchObject({ archivedAt: noon });
    await expect(update(owner, id, draft)).rejects.toMatchObject({ code: 'conflict' });
    expect(work.entries.map(({ action }) => action)).toEqual(['automation.workflow.created', 'automation.workflow.archived']);
  });
});
