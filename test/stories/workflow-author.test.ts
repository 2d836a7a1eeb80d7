import { useProduct } from '../support/product-suite.ts';
import type { ProductClient } from '../support/product-client.ts';

const document = (name: string) => ({ dsl: '1.0.3', namespace: 'test', name, version: '1.0.0' });
const pausing = (name: string, seconds: number) => ({ document: document(name), do: [{ pause: { wait: { seconds } } }] });

describe('an author of workflows', () => {
  const suite = useProduct();
  let ana: ProductClient;
  let workflowId: string;
  beforeAll(async () => {
    ana = await suite.product.as('ana');
  });
  const at = () => ({ path: { workflowId } });

  test('writes a draft that is not finished, is told what is missing, and publishes it when it is', async () => {
    const created = (await ana.call('createWorkflow', { body: { name: 'careful', state: 'draft', definition: { document: document('careful') } } })).body;
    workflowId = created.id;
    expect(created).toMatchObject({ version: 0, enabled: true, definition: {} });
    expect(await ana.send('executeWorkflow', { ...at(), body: {} })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('no published version') } });
    expect((await ana.call('getWorkflowDraft', at())).body.faults).toEqual([{ field: '/definition/do', reason: 'is missing' }]);
    expect(await ana.send('publishWorkflow', at())).toMatchObject({ status: 422 });
    await ana.call('saveWorkflowDraft', { ...at(), headers: { 'If-Match': '"1"' }, body: { name: 'careful', definition: pausing('careful', 1) } });
    expect((await ana.call('publishWorkflow', at())).body).toMatchObject({ version: 1 });
    expect((await ana.call('executeWorkflow', { ...at(), body: {} })).body).toMatchObject({ workflow_version: 1 });
  });

  test('takes it out of use for a while', async () => {
    expect((await ana.call('disableWorkflow', at())).body).toMatchObject({ enabled: false });
    expect(await ana.send('executeWorkflow', { ...at(), body: {} })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('disabled') } });
    expect((await ana.call('enableWorkflow', at())).body).toMatchObject({ enabled: true });
  });

  test('takes it along as YAML, and what comes back changed waits as a draft', async () => {
    const yaml = (await ana.call('exportWorkflow', at())).body;
    const bring = (text: string) => ana.send('importWorkflows', { body: text, headers: { 'content-type': 'application/yaml' } });
    expect(await bring(yaml)).toMatchObject({ status: 200, body: { results: [{ status: 'unchanged', workflow_id: workflowId }] } });
    const other = yaml.replaceAll('careful', 'another');
    expect(await bring(`${yaml.replace('seconds: 1', 'seconds: 2')}---\n${other}---\nbroken: [\n`)).toMatchObject({ body: { results: [{ status: 'updated' }, { status: 'created', name: 'another' }, { status: 'refused' }] } });
    const { items } = (await ana.call('listWorkflows')).body;
    expect(items.find(({ name }) => name === 'another')).toMatchObject({ enabled: false, version: 1 });
    expect((await ana.call('getWorkflowDraft', at())).body).toMatchObject({ based_on_version: 1, definition: pausing('careful', 2) });
  });

  test('looks at it as a picture and asks what it would do', async () => {
    const svg = await ana.send('getWorkflowDiagram', { ...at(), query: { format: 'svg' } });
    expect(svg.headers.get('content-type')).toContain('image/svg+xml');
    expect(svg.body).toContain('pause');
    expect((await ana.send('getWorkflowDiagram', { ...at(), headers: { accept: 'text/vnd.mermaid' } })).body).toContain('flowchart TB');
    expect((await ana.call('dryRunWorkflow', { ...at(), body: {} })).body).toMatchObject({ status: 'completed', steps: [{ name: 'pause', detail: { wait_ms: 1000 } }] });
  });

  test('finds actions that are ready to use', async () => {
    const { items } = (await ana.call('listCatalogue')).body;
    expect(items.length).toBeGreaterThanOrEqual(22);
    expect((await ana.call('getCatalogueAction', { path: { actionName: 'http-probe' } })).body.definition_yaml).toContain('name: http-probe');
    expect((await ana.call('installCatalogueAction', { path: { actionName: 'http-probe' }, body: {} })).body).toMatchObject({ name: 'http-probe', enabled: false });
  });

  test('sees a run as a tree and as a picture', async () => {
    const { items } = (await ana.call('listExecutions', { query: { workflow_id: workflowId } })).body;
    const path = { executionId: items[0]!.id };
    expect((await ana.call('getExecutionTree', { path })).body).toMatchObject({ id: items[0]!.id, workflow_version: 1 });
    expect((await ana.send('getExecutionDiagram', { path, query: { format: 'mermaid' } })).body).toContain('wait: pause');
  });
});
