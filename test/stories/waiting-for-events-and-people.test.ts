import { randomUUID } from 'node:crypto';
import { useTestPool } from '#test/support';
import type { components } from '#internal/platform/http';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, post } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

type JsonObject = components['schemas']['JsonObject'];

const eventOf = (type: string, data: JsonObject, id: string = randomUUID()) => ({ specversion: '1.0', id, source: '/checkout', type, data });
const namesOf = (fields: JsonObject) => (fields['errors'] as readonly { readonly field: string }[]).map(({ field }) => field);

describe('workflows wait for events and people', () => {
  const suite = useProduct();
  const outside = useSampleService();
  const admin = useTestPool('admin', 1, suite.urls);
  let ana: ProductClient;
  let oscar: ProductClient;

  beforeAll(async () => {
    [ana, oscar] = await Promise.all([suite.product.as('ana'), suite.product.as('oscar')]);
    await allowLoopback(ana);
  });

  const create = async (name: string, tasks: readonly JsonObject[], rest: JsonObject = {}) =>
    (await ana.call('createWorkflow', { body: { name, definition: { ...definitionOf(name, tasks), ...rest } } })).body.id;
  const start = async (workflowId: string, input: JsonObject = {}, by = ana) => (await by.call('executeWorkflow', { path: { workflowId }, body: { input } })).body.id;
  const executionOf = async (executionId: string) => (await ana.call('getExecution', { path: { executionId } })).body;
  const ended = (executionId: string) => eventually(() => executionOf(executionId), ({ finished_at: at }) => at !== null);
  const executionsOf = async (workflowId: string) => (await ana.call('listExecutions', { query: { workflow_id: workflowId } })).body.items;
  /** Whoever listens is there before an event comes: its subscription is committed. */
  const listening = (executionId: string) => eventually(async () => (await admin.query('SELECT FROM automation.event_subscriptions WHERE execution_id = $1 AND closed_at IS NULL', [executionId])).rowCount, (count) => count === 1);
  const send = async (...events: readonly JsonObject[]) => (await ana.call('publishEvents', { body: [...events] })).body.events;

  describe('for events', () => {
    test('one wakes the execution that it is meant for, whose output its data is', async () => {
      const paid = { with: { type: 'order.paid' }, correlate: { order: { from: '.data.order', expect: '${ .order }' } } };
      const workflow = await create('wait-for-payment', [{ paid: { listen: { to: { one: paid } } } }]);
      const [mine, other] = [await start(workflow, { order: 'o1' }), await start(workflow, { order: 'o2' })];
      await Promise.all([listening(mine), listening(other)]);
      await send(eventOf('order.paid', { order: 'o1', amount: 7 }));
      expect(await ended(mine)).toMatchObject({ status: 'completed', output: [{ order: 'o1', amount: 7 }] });
      expect(await executionOf(other)).toMatchObject({ status: 'running' });
      await ana.call('cancelExecution', { path: { executionId: other } });
      expect(await ended(other)).toMatchObject({ status: 'cancelled' });
    });

    test('any of them count until a condition holds, and one that is sent again counts once', async () => {
      const workflow = await create('count-readings', [{ readings: { listen: { to: { any: [{ with: { type: 'reading' } }], until: '. | length >= 2' } } } }]);
      const execution = await start(workflow);
      await listening(execution);
      const first = eventOf('reading', { n: 1 });
      expect((await send(first)).map(({ duplicate }) => duplicate)).toEqual([false]);
      expect((await send(first)).map(({ duplicate }) => duplicate)).toEqual([true]);
      await send(eventOf('reading', { n: 2 }), eventOf('reading', { n: 3 }));
      expect(await ended(execution)).toMatchObject({ status: 'completed', output: [{ n: 1 }, { n: 2 }] });
      expect((await ana.call('listEvents', { query: { type: 'reading' } })).body.items).toHaveLength(3);
    });

    test('what one workflow emits wakes another', async () => {
      const hearing = await start(await create('hear', [{ asked: { listen: { to: { one: { with: { type: 'asked' } } }, read: 'envelope' } } }]));
      await listening(hearing);
      const asking = await start(await create('ask', [{ ask: { emit: { event: { with: { source: 'https://example.com/ask', type: 'asked', data: { host: '${ .host }' } } } } } }]), { host: 'h1' });
      expect((await ended(asking)).status).toBe('completed');
      expect(await ended(hearing)).toMatchObject({ status: 'completed', output: [{ type: 'asked', source: 'https://example.com/ask', data: { host: 'h1' } }] });
      expect((await ana.call('listEvents', { query: { type: 'asked' } })).body.items).toMatchObject([{ origin: 'execution', execution_id: asking }]);
    });

    test('an event that is none is refused, with the place of each fault', async () => {
      const refused = async (body: unknown) => {
        const { status, body: problem } = await ana.send('publishEvents', { body });
        return [status, namesOf(problem as JsonObject)];
      };
      expect(await refused([eventOf('fine', {}), { specversion: '1.0', id: 'x', source: '/s' }])).toEqual([422, ['/1/type']]);
      expect(await refused({ ...eventOf('fine', {}), source: 'urn:orchestrix:tickets' })).toEqual([422, ['/source']]);
      expect(await refused([])).toEqual([422, ['']]);
      expect((await ana.call('listEvents', { query: { type: 'fine' } })).body.items).toEqual([]);
    });
  });

  describe('for people', () => {
    const asking = (name: string, path: string): JsonObject => {
      const [[task, call]] = Object.entries(post(name, `${outside.service.url}/${path}`)) as [[string, JsonObject]];
      return { [task]: { ...call, metadata: { orchestrix: { approval: { message: `may ${path} run?`, fourEyes: true, evidence: '${ . }' } } } } };
    };
    const questionOf = async (executionId: string) => {
      const list = async () => (await ana.call('listApprovals', { query: { execution_id: executionId, status: 'pending' } })).body.items;
      return (await eventually(list, (items) => items.length === 1))[0]!;
    };

    test('a call goes out once somebody else than who asked for it agrees', async () => {
      const execution = await start(await create('reboot', [asking('reboot', 'reboot')]), { host: 'h1' }, oscar);
      const question = await questionOf(execution);
      expect(question).toMatchObject({ task_name: 'reboot', message: 'may reboot run?', four_eyes: true, evidence: { host: 'h1' } });
      const path = { approvalId: question.id };
      expect(await oscar.send('approveApproval', { path, body: {} })).toMatchObject({ status: 403, body: { detail: expect.stringContaining('four eyes') as string } });
      expect((await (await suite.product.as('rita')).send('approveApproval', { path, body: {} })).status).toBe(403);
      expect(outside.service.callsTo('/reboot')).toHaveLength(0);
      const { subject } = (await ana.call('whoAmI')).body;
      expect((await ana.call('approveApproval', { path, body: { comment: 'go ahead' } })).body).toMatchObject({ status: 'approved', decisions: [{ subject, verdict: 'approved', comment: 'go ahead' }] });
      expect((await ended(execution)).status).toBe('completed');
      expect(outside.service.callsTo('/reboot')).toHaveLength(1);
      expect((await ana.send('rejectApproval', { path, body: {} })).status).toBe(409);
    });

    test('a refusal ends the execution, which takes back what it has done', async () => {
      const { url } = outside.service;
      const workflow = await create('wipe', [post('drain', `${url}/drain`, { name: 'fill', url: `${url}/fill` }), asking('wipe', 'wipe')]);
      const execution = await start(workflow);
      const question = await questionOf(execution);
      await oscar.call('rejectApproval', { path: { approvalId: question.id }, body: { comment: 'not today' } });
      expect(await ended(execution)).toMatchObject({ status: 'compensated', error: { status: 403, instance: '/do/1/wipe' } });
      expect(['/drain', '/fill', '/wipe'].map((path) => outside.service.callsTo(path).length)).toEqual([1, 1, 0]);
    });

    test('a question that nobody may answer is refused where it is asked', async () => {
      const approval = { required: 0, expires: 'soon' };
      const definition = definitionOf('wrong', [{ act: { call: 'http', with: { method: 'get', endpoint: outside.service.url }, metadata: { orchestrix: { approval } } } }]);
      const { status, body } = await ana.send('createWorkflow', { body: { name: 'wrong', definition } });
      expect(status).toBe(422);
      expect(namesOf(body as JsonObject)).toEqual(expect.arrayContaining([expect.stringMatching(/approval\/required$/) as string]));
    });
  });

  describe('for the clock', () => {
    test('a schedule starts executions that are audited, until somebody pauses it', async () => {
      const workflow = await create('tick', [{ note: { set: { seen: true } } }], { schedule: { every: { seconds: 1 } } });
      const [first] = await eventually(() => executionsOf(workflow), (items) => items.some(({ status }) => status === 'completed'));
      expect(first).toMatchObject({ workflow_id: workflow, request_key: expect.any(String) as string });
      const audited = (await ana.call('listAuditLogs', { query: { entity_id: first!.id } })).body.items;
      expect(audited.map(({ action }) => action)).toContain('automation.execution.requested');

      const path = { workflowId: workflow };
      const paused = (await oscar.call('pauseWorkflowSchedule', { path, body: { note: 'enough' } })).body;
      expect(paused).toMatchObject({ kind: 'every', paused_at: expect.any(String) as string, note: 'enough' });
      const started = (await executionsOf(workflow)).length;
      // Another schedule that fires shows that the time of this one has come, too.
      const other = await create('tick-on', [{ note: { set: { seen: true } } }], { schedule: { every: { seconds: 1 } } });
      await eventually(() => executionsOf(other), (items) => items.length >= 2);
      expect(await executionsOf(workflow)).toHaveLength(started);
      await ana.call('pauseWorkflowSchedule', { path: { workflowId: other }, body: {} });
    });

    test('a schedule that cannot be kept is refused', async () => {
      for (const [schedule, field] of [[{ every: { milliseconds: 10 } }, '/schedule/every'], [{ cron: 'at noon' }, '/schedule/cron']] as const) {
        const { status, body } = await ana.send('createWorkflow', { body: { name: 'x', definition: { ...definitionOf('x', [{ a: { set: { b: 1 } } }]), schedule } } });
        expect([status, namesOf(body as JsonObject).map((name) => name.replace(/^\/definition/, ''))]).toEqual([422, [field]]);
      }
    });
  });

  describe('for other workflows', () => {
    const running = (name: string): JsonObject => ({ child: { run: { workflow: { namespace: 'test', name, version: 'latest', input: { n: '${ .n }' } } } } });

    test('the output of the child is that of the task', async () => {
      await create('double', [{ double: { set: { twice: '${ .n * 2 }' } } }]);
      expect(await ended(await start(await create('ask-child', [running('double')]), { n: 21 }))).toMatchObject({ status: 'completed', output: { twice: 42 } });
    });

    test('the child is cancelled with its parent', async () => {
      const child = await create('sleep', [{ nap: { wait: { hours: 1 } } }]);
      const parent = await start(await create('wait-for-child', [running('sleep')]), { n: 1 });
      const [asleep] = await eventually(() => executionsOf(child), (items) => items[0]?.status === 'running');
      await ana.call('cancelExecution', { path: { executionId: parent } });
      expect(await ended(asleep!.id)).toMatchObject({ status: 'cancelled' });
      expect(await ended(parent)).toMatchObject({ status: 'cancelled' });
    });

    test('a child that does not exist fails the task that names it', async () => {
      expect(await ended(await start(await create('ask-nobody', [running('nobody')]), { n: 1 }))).toMatchObject({ status: 'failed', error: { instance: '/do/0/child', detail: expect.stringContaining('nobody') as string } });
    });
  });
});
