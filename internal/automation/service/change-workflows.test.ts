import type { JsonObject } from '#internal/kernel';
import { AppError, invalid } from '#pkg/apperror';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, draft as unchecked, noon } from '../ports/automation.contract.ts';
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
    checkExpression: async (program) => (program.includes('(') ? 'does not compile' : undefined),
    checkSchema: async () => undefined,
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

const document = { dsl: '1.0.3', namespace: 'test', name: 'ping', version: '1.0.0' };
const sound: JsonObject = { document, do: [{ pause: { wait: { seconds: 1 } } }] };
const call = (endpoint: string) => ({ call: 'http', with: { method: 'get', endpoint } });

describe('checkDefinition', () => {
  test('places every fault of the definition in the request body', async () => {
    const { check } = setup();
    await expect(check(owner, {})).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/definition/document' }, { field: '/definition/do' }] });
  });

  test('names every endpoint that the tenant may not call', async () => {
    const { check } = setup();
    await expect(check(owner, { document, do: [{ a: call('http://127.0.0.1/a') }, { b: call('http://127.1/b') }, { c: call('http://sample/c') }] })).rejects.toMatchObject({
      code: 'invalid',
      details: [{ field: '/definition/do/0/a/with/endpoint', reason: 'is not allowed' }, { field: '/definition/do/1/b/with/endpoint', reason: 'is not allowed' }],
    });
  });

  test('refuses tasks whose paths are too long for the keys of steps and tickets', async () => {
    const { check } = setup();
    const nested = (depth: number): JsonObject => (depth === 0 ? { wait: { seconds: 1 } } : { do: [{ ['x'.repeat(100)]: nested(depth - 1) }] });
    await expect(check(owner, { document, do: [{ deep: nested(3) }] })).resolves.toBeUndefined();
    await expect(check(owner, { document, do: [{ deep: nested(5) }] })).rejects.toMatchObject({ code: 'invalid', details: [{ reason: expect.stringContaining('500') }] });
  });

  test('passes on what is no fault of the definition', async () => {
    const down = checkDefinition({ checkExpression: async () => undefined, checkSchema: async () => undefined, http: { check: async () => Promise.reject(new AppError('unavailable', 'down')) } });
    await expect(down(owner, { document, do: [{ a: call('http://sample/') }] })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

const draft = { ...unchecked, definition: sound };
const changed: JsonObject = { document, do: [{ pause: { wait: { seconds: 2 } } }] };

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
    expect(await update(owner, id, { ...draft, definition: changed }, 1)).toMatchObject({ version: 2, definition: changed });
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
