import type { components } from '#internal/platform/http';
import { eventually } from '../support/eventually.ts';
import type { Answered, ProductClient } from '../support/product-client.ts';
import { definitionOf, planOf } from '../support/product-entities.ts';
import { useProduct } from '../support/product-suite.ts';

type JsonObject = components['schemas']['JsonObject'];
interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly reason: string }[];
}

describe('bad input is refused clearly, and nothing is lost', () => {
  const suite = useProduct();
  let ana: ProductClient;
  beforeAll(async () => {
    ana = await suite.product.as('ana');
  });
  const problem = ({ body }: Answered): Problem => body as Problem;
  const ended = async (id: string) => eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: at }) => at !== null);
  const run = async (name: string, tasks: readonly JsonObject[], input: JsonObject = {}) => {
    const { id } = (await ana.call('createWorkflow', { body: { name, definition: definitionOf('bad', tasks) } })).body;
    return ended((await ana.call('executeWorkflow', { path: { workflowId: id }, body: { input } })).body.id);
  };

  test.each<[string, JsonObject, string, RegExp]>([
    ['an unknown kind of task', { x: { dance: {} } }, '/do/0/x', /must be an object with one of/],
    ['a misspelt property', { x: { set: { a: 1 }, outputs: {} } }, '/do/0/x/outputs', /not a known property/],
    ['a jump to nowhere', { x: { set: { a: 1 }, then: 'nowhere' } }, '/do/0/x/then', /names no task of the same list/],
    ['a program that does not compile', { x: { set: { a: '${ .a | }' } } }, '/do/0/x/set/a', /syntax error/],
    ['a variable that is not there', { x: { set: { a: '${ $nobody }' } } }, '/do/0/x/set/a', /\$nobody/],
    ['a retry without a bound', { x: { try: [], catch: { retry: { delay: 'PT1S' } } } }, '/do/0/x/catch/retry/limit', /must bound the retries/],
    ['a function that is not defined', { x: { call: 'nothing' } }, '/do/0/x/call', /nothing|function/],
    ['a timeout of a century', { x: { wait: 'P100Y' } }, '/do/0/x/wait', /duration/],
  ])('a definition with %s: the place and the reason', async (_, task, field, reason) => {
    const answer = await ana.send('createWorkflow', { body: { name: 'bad', definition: definitionOf('bad', [task]) } });
    expect(answer.status).toBe(422);
    const fault = problem(answer).errors.find((each) => each.field.startsWith(field) || each.field.startsWith(`/definition${field}`));
    expect(fault?.reason).toMatch(reason);
  });

  test('a plan that bites its own tail: the circle by name', async () => {
    const task = (id: string, after: string) => ({ task_id: id, task_type: 'EXECUTE' as const, dependencies: [after] });
    const answer = await ana.send('submitPlan', { body: { name: 'circle', tasks: [task('a', 'c'), task('b', 'a'), task('c', 'b')] } });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(problem(answer))).toMatch(/a → b → c → a|b → c → a → b|c → a → b → c|a → c → b → a/);
  });

  test('an expression that never ends: the execution fails with an expression error, and others go on', async () => {
    const endless = await run('endless', [{ spin: { set: { a: '${ [limit(infinite; repeat(1))] | length }' } } }]);
    expect(endless).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/\/expression$/) as string, instance: '/do/0/spin' } });
    expect(await run('after the endless one', [{ fine: { set: { done: true } } }])).toMatchObject({ status: 'completed', output: { done: true } });
  });

  test('data that grows beyond every limit: a runtime or expression error instead of a dead worker', async () => {
    const grown = await run('grows', [{ grow: { set: { a: '${ [range(2000000)] }' } } }]);
    expect(grown).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/\/(runtime|expression)$/) as string } });
  });

  test.each<[string, () => Promise<Answered>]>([
    ['an input', async () => {
      const { id } = (await ana.call('createWorkflow', { body: { name: 'takes anything', definition: definitionOf('any', [{ fine: { set: { done: true } } }]) } })).body;
      return ana.send('executeWorkflow', { path: { workflowId: id }, body: { input: { text: 'x'.repeat(10 * 1024 * 1024) } } });
    }],
    ['a definition', () => ana.send('createWorkflow', { body: { name: 'large', definition: definitionOf('large', [{ fine: { set: { text: 'x'.repeat(10 * 1024 * 1024) } } }]) } })],
    ['an event', () => ana.send('publishEvents', { body: { specversion: '1.0', id: '1', source: 'test', type: 'large', data: 'x'.repeat(10 * 1024 * 1024) } })],
    ['a plan', () => ana.send('submitPlan', { body: { ...planOf('large', 'nobody'), metadata: { text: 'x'.repeat(10 * 1024 * 1024) } } })],
  ])('%s of ten megabytes: refused before it is read', async (_, send) => {
    const answer = await send();
    expect([answer.status, problem(answer).code]).toEqual([413, 'payload_too_large']);
  });

  test('a body that is nested a hundred thousand deep is refused, too', async () => {
    const answer = await ana.send('createWorkflow', { body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` });
    expect(answer.status).toBe(400);
  });
});
