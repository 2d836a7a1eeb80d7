import type { JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import type { ProcessTicket, ProcessTicketRequest } from '../ports/process-tickets.ts';
import { EXECUTION_NEWS } from './contract.ts';

const workflow = (...tasks: readonly JsonObject[]): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'process', version: '1.0.0' }, do: tasks });
const shell = (command: string, more: JsonObject = {}, rest: JsonObject = {}): JsonObject => ({ run: { shell: { command }, ...more }, ...rest });
const undoable = (command: string): JsonObject => ({ compensate: { do: [{ undo: shell(command) }] } });
const answers = (code: number, stdout = '', stderr = ''): Partial<ProcessTicket> => ({ status: 'completed', begun: true, output: { code, stdout, stderr } });
const commandOf = ({ parameters }: ProcessTicketRequest): string => (parameters as { readonly shell: { readonly command: string } }).shell.command;

describe('what agents run for an execution', () => {
  jest.setTimeout(60_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());
  beforeEach(() => {
    runner.world.offered.clear();
    runner.world.agent = (request) => (commandOf(request).startsWith('fail') ? answers(3, 'half', 'no space left') : answers(0, `ran ${commandOf(request)}`, 'warned'));
  });
  const requests = () => [...runner.world.offered.values()].map(({ request }) => request);
  async function offered(): Promise<string> {
    for (;;) {
      const [id] = runner.world.offered.keys();
      if (id !== undefined) return id;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test('is a ticket with what is to be run and what that takes; its answer is the output', async () => {
    const task = shell('drain "$HOST"', {}, { metadata: { orchestrix: { ticket: { capabilities: ['kubernetes'], priority: 'HIGH', riskBand: 'LOW', maxRetries: 1, type: 'DEPLOY' } } }, timeout: { after: 'PT5M' }, output: { as: '{ said: . }' } });
    const { recorded, result, executionId } = await runner.run(workflow({ drain: { ...task, run: { shell: { command: 'drain "$HOST"', environment: { HOST: '${ .host }' } } } } }), { input: { host: 'h1' } });
    await result();
    expect(recorded.end).toMatchObject({ status: 'completed', output: { said: 'ran drain "$HOST"' } });
    expect(requests()).toEqual([{
      executionId, taskPath: '/do/0/drain', taskName: 'drain', type: 'DEPLOY', idempotencyKey: `${executionId}:/do/0/drain:do`, priority: 'HIGH', riskBand: 'LOW', maxRetries: 1, timeoutMs: 300_000,
      parameters: { shell: { command: 'drain "$HOST"', environment: { HOST: 'h1' } } }, requiredCapabilities: ['run.shell', 'kubernetes'], offered: true,
    }]);
    expect([...recorded.steps.values()]).toMatchObject([{ name: 'drain', status: 'completed', ticketId: `ticket of ${executionId}:/do/0/drain:do`, output: { said: 'ran drain "$HOST"' } }]);
  });

  test.each([
    ['stdout', 'ran x'], ['stderr', 'warned'], ['code', 0], ['all', { code: 0, stdout: 'ran x', stderr: 'warned' }], ['none', null],
  ])('answers what `return: %s` asks for', async (wanted, output) => {
    const { recorded, result } = await runner.run(workflow({ a: shell('x', { return: wanted }) }));
    await result();
    expect(recorded.end?.output).toEqual(output);
  });

  test.each([
    [{ script: { language: 'js', code: '1' } }, 'run.script.javascript'], [{ script: { language: 'python', code: '1' } }, 'run.script.python'], [{ container: { image: 'alpine' } }, 'run.container'],
  ])('%j asks for an agent that can do it', async (run, capability) => {
    runner.world.agent = () => answers(0);
    const { result } = await runner.run(workflow({ a: { run } }));
    await result();
    expect(requests()[0]).toMatchObject({ requiredCapabilities: [capability], parameters: run });
  });

  test('an exit code is an error; what may be half done, and what came before it, is undone by tickets that compensate', async () => {
    const { recorded, result } = await runner.run(workflow({ first: shell('one', {}, undoable('undo one')) }, { second: shell('fail', {}, undoable('undo two')) }));
    expect(await result()).toEqual({ status: 'compensated' });
    expect(recorded.end?.error).toMatchObject({ type: expect.stringMatching(/runtime$/), instance: '/do/1/second', detail: 'the process ended with exit code 3: no space left' });
    expect(requests().map((request) => [request.type, commandOf(request)])).toEqual([['EXECUTE', 'one'], ['EXECUTE', 'fail'], ['COMPENSATE', 'undo two'], ['COMPENSATE', 'undo one']]);
  });

  test('one that no agent could run is an error that can be caught and tried again, with a new ticket', async () => {
    let tries = 0;
    runner.world.agent = () => (tries++ === 0 ? { status: 'failed', begun: true, error: { message: 'killed' } } : answers(0, 'at last'));
    const { recorded, result, executionId } = await runner.run(workflow({ guarded: { try: [{ a: shell('x') }], catch: { retry: { delay: { milliseconds: 10 }, limit: { attempt: { count: 1 } } } } } }));
    await result();
    expect(recorded.end?.output).toBe('at last');
    expect([...recorded.steps.values()].find(({ name, attempt }) => name === 'a' && attempt === 1)).toMatchObject({ status: 'failed', error: { detail: 'no agent could run it: killed' } });
    expect(requests().map(({ idempotencyKey }) => idempotencyKey.replace(executionId, ''))).toEqual([':/do/0/guarded/try/0/a:do', ':/do/0/guarded/try/0/a:do:2']);
  });

  test('waits until it is told, and what an agent has in hand when the execution is cancelled is undone', async () => {
    let held = true;
    runner.world.agent = (request) => (held && commandOf(request) === 'x' ? { begun: true } : answers(0));
    const { recorded, result, cancel } = await runner.run(workflow({ a: shell('x', {}, undoable('undo')) }));
    const ticketId = await offered();
    await cancel();
    expect(await result()).toEqual({ status: 'cancelled' });
    expect(runner.world.offered.get(ticketId)?.ticket.status).toBe('cancelled');
    expect(requests().map(commandOf)).toEqual(['x', 'undo']);
    expect(recorded.end?.status).toBe('cancelled');

    runner.world.offered.clear();
    held = false;
    runner.world.agent = () => undefined;
    const other = await runner.run(workflow({ a: shell('x') }));
    const waiting = await offered();
    runner.world.offered.get(waiting)!.ticket = { ticketId: waiting, leased: true, status: 'completed', begun: true, output: { code: 0, stdout: 'told', stderr: '' } };
    await other.handle.signal(EXECUTION_NEWS, `ticket:${waiting}`);
    await other.result();
    expect(other.recorded.end?.output).toBe('told');
  });

  test('one that nobody leased in time is cancelled, and there is nothing to undo', async () => {
    runner.world.agent = () => undefined;
    const { recorded, result } = await runner.run(workflow({ a: shell('x', {}, { ...undoable('undo'), timeout: { after: { milliseconds: 200 } } }) }));
    expect(await result()).toEqual({ status: 'failed' });
    expect(recorded.end?.error).toMatchObject({ status: 408, instance: '/do/0/a' });
    expect([...runner.world.offered.values()].map(({ request, ticket }) => [commandOf(request), ticket.status])).toEqual([['x', 'cancelled']]);
  });

  test('a detached one outlives the execution, whose data goes on unchanged', async () => {
    runner.world.agent = () => undefined;
    const { recorded, result, executionId } = await runner.run(workflow({ a: shell('x', { await: false }) }), { input: { host: 'h1' } });
    await result();
    expect(recorded.end).toMatchObject({ status: 'completed', output: { host: 'h1' } });
    expect(requests()).toMatchObject([{ metadata: { detached_from: executionId }, offered: true }]);
    expect(requests()[0]).not.toHaveProperty('executionId');
  });

  test('an idempotency key of its own lets it happen once, whoever asks; what another execution opened is not cancelled', async () => {
    const task = shell('x', {}, { metadata: { orchestrix: { idempotencyKey: '${ "key-" + .host }' } } });
    const one = await runner.run(workflow({ a: task }), { input: { host: 'h1' } });
    await one.result();
    const two = await runner.run(workflow({ a: task }), { input: { host: 'h1' } });
    await two.result();
    expect(two.recorded.end?.output).toBe('ran x');
    expect(requests()).toMatchObject([{ idempotencyKey: 'shared:key-h1' }]);
  });

  test('what its expressions make of it has to be something that can be run', async () => {
    const { recorded, result } = await runner.run(workflow({ a: shell('${ .missing }', {}, undoable('undo')) }));
    expect(await result()).toEqual({ status: 'failed' });
    expect(recorded.end?.error).toMatchObject({ status: 400, instance: '/do/0/a', detail: expect.stringContaining('/shell/command') });
    expect(requests()).toEqual([]);
  });
});
