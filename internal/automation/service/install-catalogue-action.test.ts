import { catalogue } from '../domain/catalogue.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon } from '../ports/automation.contract.ts';
import { checkDefinition } from './check-definition.ts';
import { createWorkflow } from './create-workflow.ts';
import { installCatalogueAction } from './install-catalogue-action.ts';

const owner = anybody();

function setup() {
  const work = new InMemoryAutomation();
  let count = 0;
  const check = checkDefinition({ checkExpression: async () => undefined, checkSchema: async () => undefined, http: { check: async () => undefined } });
  return installCatalogueAction({ createWorkflow: createWorkflow({ work, clock: { now: () => noon }, ids: { next: () => `w${++count}` }, checkDefinition: check }) });
}

describe('installing an action', () => {
  test('makes a workflow of it, enabled if so asked, under its own name or another', async () => {
    const install = setup();
    const { definition } = catalogue.find(({ name }) => name === 'http-probe') ?? {};
    expect(await install(owner, 'http-probe', { enabled: false })).toMatchObject({ name: 'http-probe', version: 1, enabled: false, definition });
    expect(await install(owner, 'http-probe', { enabled: true, workflowName: 'Is the shop up?' })).toMatchObject({ name: 'Is the shop up?', enabled: true });
    await expect(install(owner, 'http-probe', { enabled: false })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('needs an action that is there', async () => {
    await expect(setup()(owner, 'make-coffee', { enabled: false })).rejects.toMatchObject({ code: 'not_found' });
  });
});
