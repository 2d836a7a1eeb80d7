import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

interface TreeNode {
  readonly path: string;
  readonly status: string;
  readonly rerun: { readonly from: string | null; readonly refused: string | null };
  readonly children: readonly TreeNode[];
}

/** Patches hosts one after another and keeps count of them; whatever fails is told before the execution fails, too. */
const tasksOf = (url: string) => {
  const call = (what: string, more: object = {}) => ({ call: 'http', with: { method: 'post', endpoint: `\${ "${url}/${what}/" + $item }`, body: '${ { done: $context.done, index: $index } }' }, output: { as: '$input' }, ...more });
  const drain = call('drain', { compensate: { do: [{ fill: call('fill', { with: { method: 'post', endpoint: `\${ "${url}/fill/" + $item }` } }) }] } });
  const round = [
    { drain },
    { both: { fork: { branches: [{ patch: call('patch') }, { look: call('look') }] }, output: { as: '.[0]' } } },
    { count: { set: { hosts: '${ .hosts }', count: '${ .count + 1 }' }, export: { as: '{ done: ($context.done + [$item]) }' } } },
  ];
  const told = { tell: { call: 'http', with: { method: 'post', endpoint: `${url}/tell`, body: '${ { status: $error.status } }' }, output: { as: '$input' } } };
  return [
    { begin: { set: { hosts: ['h1', 'h2', 'h3'], count: 0 }, export: { as: '{ done: [] }' } } },
    { guarded: { try: [{ each: { for: { in: '.hosts' }, do: round } }], catch: { do: [told, { again: { raise: { error: { type: 'https://story.test/unpatched', status: 500, title: 'Unpatched' } } } }] } } },
  ];
};
const ROUND = '/do/1/guarded/try/0/each/for';

describe('somebody runs an execution again from the middle', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let failed: string;

  const ended = (executionId: string) => eventually(async () => (await ana.call('getExecution', { path: { executionId } })).body, ({ finished_at: end }) => typeof end === 'string', 40_000);
  async function treeOf(executionId: string): Promise<ReadonlyMap<string, TreeNode>> {
    const flat = (nodes: readonly TreeNode[]): readonly TreeNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
    return new Map(flat((await ana.call('getExecutionTree', { path: { executionId } })).body.tasks as unknown as readonly TreeNode[]).map((node) => [node.path, node]));
  }
  /** What was sent since the last look. */
  let seen = 0;
  function sent(): readonly (readonly [path: string, body: unknown])[] {
    const fresh = outside.service.calls.slice(seen);
    seen += fresh.length;
    return fresh.map(({ path, body }) => [path, body]);
  }
  async function rerun(from: string) {
    const { body } = await ana.call('rerunExecution', { path: { executionId: failed }, body: { from } });
    return ended(body.id);
  }

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    outside.service.answer('/patch/h2', 503);
    const workflow = (await ana.call('createWorkflow', { body: { name: 'patch', definition: definitionOf('patch', tasksOf(outside.service.url) as never) } })).body;
    failed = (await ana.call('executeWorkflow', { path: { workflowId: workflow.id }, body: { input: {} } })).body.id;
    expect(await ended(failed)).toMatchObject({ status: 'compensated', error: { title: 'Unpatched' } });
    expect(sent().map(([path]) => path).filter((path) => !path.startsWith('/look'))).toEqual(['/drain/h1', '/patch/h1', '/drain/h2', '/patch/h2', '/tell', '/fill/h2', '/fill/h1']);
  }, 90_000);

  test('the tree shows where a rerun can begin, and what to choose instead', async () => {
    const tree = await treeOf(failed);
    expect(tree.get(`${ROUND}/1/do/0/drain`)?.rerun).toEqual({ from: `${ROUND}/1/do/0/drain`, refused: null });
    expect(tree.get(`${ROUND}/1/do/1/both/fork/branches/0/patch`)?.rerun).toEqual({ from: null, refused: expect.stringContaining(`choose ${ROUND}/1/do/1/both`) });
    const rounds = [...tree.values()].filter(({ path }) => path.startsWith('/do/1/guarded/try/0/each/') && !path.includes('/for/'));
    expect(rounds.map(({ rerun: { from } }) => from)).toEqual([`${ROUND}/0/do/0/drain`, `${ROUND}/1/do/0/drain`]);
    expect(await ana.send('rerunExecution', { path: { executionId: failed }, body: { from: `${ROUND}/1/do/1/both/fork/branches/0/patch` } })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('choose') } });
    expect(await ana.send('rerunExecution', { path: { executionId: failed }, body: { from: `${ROUND}/7/do/0/drain` } })).toMatchObject({ status: 409 });
    expect(await ana.send('rerunExecution', { path: { executionId: failed }, body: { from: '/do/0/nothing' } })).toMatchObject({ status: 422 });
  });

  test('from the handler it has the error that was caught', async () => {
    expect(await rerun('/do/1/guarded/catch/do/0/tell')).toMatchObject({ status: 'failed', rerun_of: failed, rerun_from: '/do/1/guarded/catch/do/0/tell', error: { title: 'Unpatched' } });
    expect(sent()).toEqual([['/tell', { status: 503 }]]);
  });

  test('while the trouble lasts it fails again, and takes back what it did itself', async () => {
    expect(await rerun(`${ROUND}/1/do/0/drain`)).toMatchObject({ status: 'compensated' });
    expect(sent().map(([path]) => path).filter((path) => !path.startsWith('/look'))).toEqual(['/drain/h2', '/patch/h2', '/tell', '/fill/h2']);
  });

  test('once the trouble is over it goes on in the round of the loop, with its item, its data and the context, and does the rounds that are left', async () => {
    outside.service.answer('/patch/h2', 200);
    const again = await rerun(`${ROUND}/1/do/1/both`);
    expect(again).toMatchObject({ status: 'completed', output: { hosts: ['h1', 'h2', 'h3'], count: 3 } });
    const calls = sent().toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
    expect(calls).toEqual([
      ['/drain/h3', { done: ['h1', 'h2'], index: 2 }], ['/look/h2', { done: ['h1'], index: 1 }], ['/look/h3', { done: ['h1', 'h2'], index: 2 }], ['/patch/h2', { done: ['h1'], index: 1 }], ['/patch/h3', { done: ['h1', 'h2'], index: 2 }],
    ]);
    const tree = await treeOf(again.id);
    expect([...tree.values()].filter(({ status }) => status === 'skipped').map(({ path }) => path)).toEqual(['/do/0/begin', `${ROUND}/1/do/0/drain`]);

    // A rerun can be run again, too.
    const third = (await ana.call('rerunExecution', { path: { executionId: again.id }, body: { from: `${ROUND}/1/do/1/both` } })).body;
    expect(await ended(third.id)).toMatchObject({ status: 'completed', output: { count: 3 } });
    expect(sent()).toHaveLength(5);
  }, 90_000);
});
