import { type ChildProcess, spawn } from 'node:child_process';
import { eventually } from '../support/eventually.ts';
import { repositoryRoot } from '../support/process-stack.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

const shell = (command: string, more: object = {}) => ({ run: { shell: { command, ...more } } });

describe('an agent runs what workflows hand to it', () => {
  const suite = useProduct();
  let agent: ChildProcess | undefined;
  let ana: ProductClient;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    const key = (await ana.call('createApiKey', { body: { name: 'agents', scopes: ['tickets:work', 'agents:write'] } })).body.secret;
    const env = { ...process.env, ORCHESTRIX_URL: suite.product.address, ORCHESTRIX_API_KEY: key, ORCHESTRIX_AGENT_ID: 'runner' };
    agent = spawn(process.execPath, ['--conditions=source', '--import', './scripts/typescript-hooks.mjs', 'sdk/typescript/examples/shell-agent.ts'], { cwd: repositoryRoot, env, stdio: ['ignore', 'pipe', 'ignore'] });
  });
  afterAll(() => new Promise((resolve) => agent?.once('exit', resolve).kill('SIGKILL')));

  async function run(name: string, tasks: readonly object[], input: object) {
    const definition = { document: { dsl: '1.0.3', namespace: 'story', name, version: '1.0.0' }, do: tasks };
    const workflow = (await ana.call('createWorkflow', { body: { name, definition } as never })).body;
    const { id } = (await ana.call('executeWorkflow', { path: { workflowId: workflow.id }, body: { input } as never })).body;
    return eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: end }) => typeof end === 'string', 40_000);
  }
  const ticketsOf = async (executionId: string) => (await ana.call('listTickets', { query: { execution_id: executionId } })).body.items.toReversed();

  test('a command and a script answer, and the execution goes on with what they wrote', async () => {
    const ended = await run('greet', [
      { greet: { ...shell('printf "hello %s" "$WHO"', { environment: { WHO: '${ .who }' } }), output: { as: '{ greeting: . }' } } },
      { count: { run: { script: { language: 'js', code: 'process.stdout.write(String(process.argv[1].length))', arguments: ['${ .greeting }'] }, return: 'all' } } },
    ], { who: 'world' });
    expect(ended).toMatchObject({ status: 'completed', output: { code: 0, stdout: '11', stderr: '' } });
    expect(await ticketsOf(ended.id)).toMatchObject([{ status: 'COMPLETED', agent_id: 'runner', required_capabilities: ['run.shell'] }, { status: 'COMPLETED', required_capabilities: ['run.script.javascript'] }]);
  }, 90_000);

  test('a command that fails is caught as an error, and what was done before is undone by the agent', async () => {
    const ended = await run('half', [
      { open: { ...shell('echo opened'), compensate: { do: [{ close: shell('echo closed') }] } } },
      { guarded: { try: [{ fail: shell('echo "disk full" >&2; exit 3') }], catch: { as: 'problem', do: [{ tell: { raise: { error: { type: 'https://story.test/told', status: 500, title: 'Told', detail: '${ $problem.detail }' } } } }] } } },
    ], {});
    expect(ended).toMatchObject({ status: 'compensated', error: { title: 'Told', detail: 'the process ended with exit code 3: disk full' } });
    const tickets = await ticketsOf(ended.id);
    expect(tickets.map(({ type, task_name: name, status }) => [type, name, status])).toEqual([['EXECUTE', 'open', 'COMPLETED'], ['EXECUTE', 'fail', 'COMPLETED'], ['COMPENSATE', 'close', 'COMPLETED']]);
  }, 90_000);
});
