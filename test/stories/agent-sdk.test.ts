import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '#internal/kernel';
import { eventually } from '../support/eventually.ts';
import { repositoryRoot } from '../support/process-stack.ts';
import { offerTickets } from '../support/offered-tickets.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

/** What the shell agent prints when it works. */
const READY = /works on/;

describe('agents made with the SDK', () => {
  const suite = useProduct();
  const agents: ChildProcess[] = [];
  let ana: ProductClient;
  let key = '';
  let dir = '';
  let tenantId = '';

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    tenantId = (await ana.call('whoAmI')).body.tenant!.id;
    key = (await ana.call('createApiKey', { body: { name: 'agents', scopes: ['tickets:work', 'agents:write'] } })).body.secret;
    dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-agents-'));
  });
  afterAll(async () => {
    await Promise.all(agents.filter((agent) => agent.exitCode === null && agent.signalCode === null).map((agent) => new Promise((resolve) => agent.once('exit', resolve).kill('SIGKILL'))));
    rmSync(dir, { recursive: true, force: true });
  });

  /** The example agent in a process of its own; resolves when it works. */
  async function startAgent(id: string): Promise<ChildProcess> {
    const env = { ...process.env, ORCHESTRIX_URL: suite.product.address, ORCHESTRIX_API_KEY: key, ORCHESTRIX_AGENT_ID: id, ORCHESTRIX_LEASE_SECONDS: '3' };
    const agent = spawn(process.execPath, ['--conditions=source', '--import', './scripts/typescript-hooks.mjs', 'sdk/typescript/examples/shell-agent.ts'], { cwd: repositoryRoot, env, stdio: ['ignore', 'pipe', 'ignore'] });
    agents.push(agent);
    for await (const chunk of agent.stdout.iterator({ destroyOnReturn: false })) if (READY.test(String(chunk))) break;
    agent.stdout.resume();
    return agent;
  }

  async function open(capability: string, parameters: JsonObject): Promise<string> {
    const [ticket] = await offerTickets(suite.urls.app, tenantId, [{ taskName: 'from the story', type: 'EXECUTE', parameters, requiredCapabilities: [capability], maxRetries: 3 }]);
    return ticket!.id;
  }
  const ticketOf = async (ticketId: string) => (await ana.call('getTicket', { path: { ticketId } })).body;
  const ended = (ticketId: string) => eventually(() => ticketOf(ticketId), ({ status }) => status === 'COMPLETED' || status === 'FAILED', 30_000);

  test('run commands and scripts, and tell what they answered', async () => {
    const agent = await startAgent('runner');
    const [shell, script, wrong] = [
      await open('run.shell', { shell: { command: 'read line; echo "$line, $WHO $1"; exit 3', arguments: ['again'], environment: { WHO: 'world' }, stdin: 'hello\n' } }),
      await open('run.script.javascript', { script: { language: 'javascript', code: 'console.log(6 * 7)' } }),
      await open('run.shell', { shell: { command: 'head -c 3000000 /dev/zero' } }),
    ];
    expect(await ended(shell)).toMatchObject({ status: 'COMPLETED', agent_id: 'runner', output: { code: 3, stdout: 'hello, world again\n', stderr: '' } });
    expect(await ended(script)).toMatchObject({ status: 'COMPLETED', output: { code: 0, stdout: '42\n' } });
    expect(await ended(wrong)).toMatchObject({ status: 'FAILED', attempts: 1, error: { message: expect.stringContaining('maxBuffer') } });
    const exit = new Promise((resolve) => agent.once('exit', resolve));
    agent.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect((await ana.send('getAgent', { path: { agentId: 'runner' } })).status).toBe(404);
  }, 60_000);

  test('one is killed with -9 in the middle: its ticket moves to another and completes once, and the registry remembers', async () => {
    const ledger = path.join(dir, 'effects');
    const first = await startAgent('first');
    // Begins, and comes to its effect only when the gate is open.
    const ticket = await open('run.shell', { shell: { command: `echo began >> ${ledger}.begun; while [ ! -e ${ledger}.gate ]; do sleep 0.1; done; echo $1 >> ${ledger}`, arguments: ['effect'] } });
    await eventually(async () => ticketOf(ticket), ({ agent_id: agent }) => agent === 'first');
    const killed = new Promise((resolve) => first.once('exit', resolve));
    first.kill('SIGKILL');
    await killed;
    await startAgent('second');
    await eventually(async () => ticketOf(ticket), ({ agent_id: agent }) => agent === 'second', 30_000);
    spawn('touch', [`${ledger}.gate`]);
    expect(await ended(ticket)).toMatchObject({ status: 'COMPLETED', agent_id: 'second', attempts: 2, output: { code: 0 } });
    const changes = (await ana.call('getTicketHistory', { path: { ticketId: ticket } })).body.items.map(({ change }) => change).toReversed();
    expect(changes.filter((change) => change === 'completed')).toHaveLength(1);
    expect(changes).toEqual(expect.arrayContaining(['lease_expired', 'completed']));
    // The orphan of the killed agent passes the gate as well, which is what idempotency keys are for: the receiver is told the same key.
    expect(readFileSync(`${ledger}.begun`, 'utf8')).toBe('began\nbegan\n');
    const { items } = (await ana.call('discoverAgents', { query: { capability: ['run.shell'] } })).body;
    expect(items.map(({ agent }) => agent.agent_id)).toContain('second');
    const second = await eventually(async () => (await ana.call('discoverAgents', { query: { capability: ['run.shell'] } })).body.items.find(({ agent }) => agent.agent_id === 'second'), (found) => (found?.success_rate ?? 0) > 0.5);
    expect(second).toMatchObject({ free_slots: 4 });
  }, 90_000);
});
