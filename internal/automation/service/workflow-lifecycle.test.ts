import type { JsonObject } from '#internal/kernel';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, draft as unchecked, noon } from '../ports/automation.contract.ts';
import { checkDefinition } from './check-definition.ts';
import { createWorkflow } from './create-workflow.ts';
import { discardWorkflowDraft } from './discard-workflow-draft.ts';
import { enableWorkflow } from './enable-workflow.ts';
import { getWorkflowDraft } from './get-workflow-draft.ts';
import { getWorkflow } from './get-workflow.ts';
import { publishWorkflow } from './publish-workflow.ts';
import { saveWorkflowDraft } from './save-workflow-draft.ts';
import { updateWorkflow } from './update-workflow.ts';

const owner = anybody();
const document = { dsl: '1.0.3', namespace: 'test', name: 'ping', version: '1.0.0' };
const sound: JsonObject = { document, do: [{ pause: { wait: { seconds: 1 } } }] };
const draft = { ...unchecked, definition: sound };
const broken = { ...unchecked, definition: { document } };

function setup() {
  const [work, clock] = [new InMemoryAutomation(), { now: () => noon }];
  const check = checkDefinition({ checkExpression: async () => undefined, checkSchema: async () => undefined, http: { check: async () => undefined } });
  const common = { work, clock, checkDefinition: check };
  let count = 0;
  return {
    work,
    create: createWorkflow({ ...common, ids: { next: () => `w${++count}` } }),
    update: updateWorkflow(common),
    save: saveWorkflowDraft(common),
    discard: discardWorkflowDraft(common),
    draftOf: getWorkflowDraft(common),
    publish: publishWorkflow(common),
    enable: enableWorkflow(common),
    get: getWorkflow(common),
    told: () => work.events.map(({ type, data }) => [type.replace('automation.workflow.', ''), data['version'], data['scheduled']]),
    done: () => work.entries.map(({ action }) => action.replace('automation.workflow.', '')),
  };
}

describe('a draft', () => {
  test('may be all that a new workflow has, faults included, and becomes version 1', async () => {
    const { create, draftOf, save, publish, get, told, done } = setup();
    const { id } = await create(owner, broken, { state: 'draft' });
    expect(await get(owner, id)).toMatchObject({ version: 0 });
    expect(await draftOf(owner, id)).toMatchObject({ revision: 1, basedOn: 0, faults: [{ field: '/definition/do', reason: 'is missing' }] });
    await expect(publish(owner, id)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/definition/do' }] });

    await save(owner, id, draft, 1);
    expect(await draftOf(owner, id)).toMatchObject({ revision: 2, faults: [] });
    expect(await publish(owner, id)).toMatchObject({ version: 1, definition: sound });
    await expect(draftOf(owner, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(told()).toEqual([['created', 0, false], ['published', 1, false]]);
    expect(done()).toEqual(['created', 'draft_saved', 'published']);
  });

  test('changes nothing of what runs until it is published', async () => {
    const { create, save, publish, get } = setup();
    const { id } = await create(owner, draft);
    await save(owner, id, { ...draft, name: 'renamed', definition: { ...sound, schedule: { every: 'PT1H' } } });
    expect(await get(owner, id)).toMatchObject({ version: 1, name: draft.name, definition: sound });
    await save(owner, id, { ...draft, name: 'renamed' }, 1);
    expect(await publish(owner, id)).toMatchObject({ version: 2, name: 'renamed' });
  });

  test('is not overwritten by somebody who has seen another revision', async () => {
    const { create, save } = setup();
    const { id } = await create(owner, draft);
    await save(owner, id, draft);
    await expect(save(owner, id, draft, 2)).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  test('does not take back a version that it does not know', async () => {
    const { create, save, update, publish } = setup();
    const { id } = await create(owner, draft);
    await save(owner, id, draft);
    await update(owner, id, draft);
    await expect(publish(owner, id)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('based on version 1') });
    await save(owner, id, draft);
    expect(await publish(owner, id)).toMatchObject({ version: 3 });
  });

  test('is thrown away once', async () => {
    const { create, save, discard, publish } = setup();
    const { id } = await create(owner, draft);
    await save(owner, id, draft);
    await discard(owner, id);
    await expect(discard(owner, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(publish(owner, id)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('no draft') });
  });

  test('larger than any version could be is refused', async () => {
    const { create } = setup();
    await expect(create(owner, { ...draft, definition: { text: 'x'.repeat(200_000) } }, { state: 'draft' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('enabling', () => {
  test('is told once for each change, with what the current version asks for', async () => {
    const { create, enable, told, done } = setup();
    const { id } = await create(owner, draft, { enabled: false });
    expect(await enable(owner, id, false)).toMatchObject({ enabled: false });
    expect(await enable(owner, id, true)).toMatchObject({ enabled: true });
    expect(await enable(owner, id, true)).toMatchObject({ enabled: true });
    expect(await enable(owner, id, false)).toMatchObject({ enabled: false });
    expect(told()).toEqual([['created', 1, false], ['published', 1, false], ['enabled', 1, false], ['disabled', 1, false]]);
    expect(done()).toEqual(['created', 'enabled', 'disabled']);
  });
});
