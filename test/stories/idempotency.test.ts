import { randomUUID } from 'node:crypto';
import type { OperationId } from '#internal/platform/http';
import { eventually } from '../support/eventually.ts';
import { OPERATIONS, type Parts, type ProductClient } from '../support/product-client.ts';
import { allowLoopback, askedApproval, definitionOf, labelIs, planOf, policyFor, post, remediationOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';
import { operationOf } from './contract-walk.ts';

/** A request, another one that must not be sent under the same key, and who may send them. */
interface Pair {
  readonly first: Parts;
  readonly other: Parts;
  readonly by?: 'root';
}

describe('a caller who is not sure repeats a request with the same Idempotency-Key', () => {
  const suite = useProduct();
  const outside = useSampleService();
  let ana: ProductClient;
  let pairs: Partial<Record<OperationId, Pair>> = {};

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const pause = definitionOf('pause', [{ pause: { wait: { seconds: 300 } } }]);
    const alertId = async (alertname: string, instance: string) => (await ana.call('createAlert', { body: { labels: { alertname, instance } } })).body.id;
    const workflow = (await ana.call('createWorkflow', { body: { name: 'pause', definition: pause } })).body;
    const execution = async () => (await ana.call('executeWorkflow', { path: { workflowId: workflow.id }, body: {} })).body.id;
    const noting = (await ana.call('createWorkflow', { body: { name: 'notes', definition: definitionOf('notes', [{ note: { set: { done: true } } }]) } })).body;
    const finished = async () => {
      const { id } = (await ana.call('executeWorkflow', { path: { workflowId: noting.id }, body: {} })).body;
      return (await eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: at }) => at !== null)).id;
    };
    await ana.call('createRemediationPolicy', { body: policyFor('Ask', workflow.id, outside.service.url, { mode: 'approve' }) });
    const remediation = async (instance: string) => (await remediationOf(ana, await alertId('Ask', instance), 'awaiting_approval')).id;
    const key = async () => (await ana.call('createApiKey', { body: { name: 'k', scopes: ['alerts:read'] } })).body.id;
    const rule = (name: string) => ({ name, matchers: [labelIs('alertname', name)] });
    const tenant = (alias: string) => ({ alias, name: alias, admin: { email: `admin@${alias}.example` } });
    const alias = `t${randomUUID().slice(0, 8)}`;
    const pathsOf = async <Name extends string>(name: Name, make: (of: string) => Promise<string>): Promise<Pair> => ({ first: { path: { [name]: await make('one') } }, other: { path: { [name]: await make('two') } } });
    const bodies = (first: object, other: object): Pair => ({ first: { body: first }, other: { body: other } });
    const withBody = ({ first, other }: Pair, body: object): Pair => ({ first: { ...first, body }, other: { ...other, body } });

    const draft = async (name: string) => (await ana.call('createWorkflow', { body: { name, definition: pause, state: 'draft' } })).body.id;
    const scheduled = async (name: string) => (await ana.call('createWorkflow', { body: { name, definition: { ...pause, schedule: { every: { hours: 1 } } } } })).body.id;
    const terms = (agentId: string) => ({ agent_id: agentId, name: agentId, version: '1', capabilities: ['none'], slots: 1 });
    const agent = async (of: string) => (await ana.call('registerAgent', { body: terms(`drained-${of}`) })).body.agent.agent_id;
    const plan = async (of: string) => (await ana.call('submitPlan', { body: planOf(of, 'nobody') })).body.id;
    const asking = async (of: string) => (await (await suite.product.as('oscar')).call('submitPlan', { body: { ...planOf(of, 'nobody'), requires_approval: true } })).body.id;
    /** A ticket that an agent said has failed for good. */
    const failedTicket = async (of: string) => {
      await ana.call('submitPlan', { body: planOf(of, `retry-${of}`) });
      const lease = async () => (await ana.call('leaseTickets', { body: { agent_id: `agent-${of}`, capabilities: [`retry-${of}`], wait_seconds: 5 } })).body.items;
      const [leased] = await eventually(lease, (items) => items.length > 0);
      await ana.call('failTicket', { path: { ticketId: leased!.ticket.id }, body: { lease_token: leased!.lease.token, error: 'no', retryable: false } });
      return leased!.ticket.id;
    };
    const approval = async (name: string) => (await askedApproval(ana, name, `${outside.service.url}/asked`)).id;
    const endpoint = async () => (await ana.call('createWebhookEndpoint', { body: { url: `${outside.service.url}/hooks`, event_types: ['tickets.ticket.completed'] } })).body.id;
    const deliveries = async (): Promise<Pair> => {
      const endpointId = await endpoint();
      const { id: workflowId } = (await ana.call('createWorkflow', { body: { name: 'delivers', definition: definitionOf('delivers', [post('effect', `${outside.service.url}/effect`)]) } })).body;
      const list = async () => {
        await ana.call('executeWorkflow', { path: { workflowId }, body: {} }); // a new endpoint hears of what happens a moment later
        return (await ana.call('listWebhookDeliveries', { path: { endpointId } })).body.items.filter(({ status }) => status !== 'pending');
      };
      const [first, other] = await eventually(list, (items) => items.length >= 2);
      return { first: { path: { deliveryId: first!.id } }, other: { path: { deliveryId: other!.id } } };
    };

    await ana.call('createReceiver', { body: { name: 'routed', integrations: [] } });
    const hooked = (await ana.call('createReceiver', { body: { name: 'hooked', integrations: [{ kind: 'webhook', settings: { url: `${outside.service.url}/told` } }] } })).body;
    const told = async () => (await ana.call('testReceiver', { path: { receiverId: hooked.id }, body: {} })).body.items[0]!.delivery_id;
    for (const group of ['one', 'two']) await ana.call('putRouting', { headers: { 'If-Match': '*' }, body: { route: { receiver: 'routed', group_by: [group] } } });

    pairs = {
      restoreRoutingVersion: { first: { path: { routingVersion: '1' } }, other: { path: { routingVersion: '2' } } },
      createReceiver: bodies({ name: 'first', integrations: [] }, { name: 'second', integrations: [] }),
      replayNotification: await pathsOf('notificationDeliveryId', told),
      replayDeadNotifications: bodies({ receiver: 'routed' }, { receiver: 'hooked' }),
      createAlert: bodies({ labels: { alertname: 'A' } }, { labels: { alertname: 'B' } }),
      acknowledgeAlert: await pathsOf('alertId', (of) => alertId('Acknowledge', of)),
      resolveAlert: await pathsOf('alertId', (of) => alertId('Resolve', of)),
      createAlertRule: bodies(rule('one'), rule('two')),
      createSilence: bodies({ matchers: [labelIs('a', 'one')], duration_seconds: 60 }, { matchers: [labelIs('a', 'two')], duration_seconds: 60 }),
      createMaintenanceWindow: bodies({ name: 'one', matchers: [labelIs('a', 'one')], ends_at: '2099-01-01T00:00:00Z' }, { name: 'two', matchers: [labelIs('a', 'two')], ends_at: '2099-01-01T00:00:00Z' }),
      silenceAlert: withBody(await pathsOf('alertId', (of) => alertId('Silence', of)), { duration_seconds: 60 }),
      createRuleGroup: bodies({ namespace: 'a', name: 'one', rules: [] }, { namespace: 'a', name: 'two', rules: [] }),
      createTenant: { ...bodies(tenant(alias), tenant(`${alias}-b`)), by: 'root' },
      inviteMember: bodies({ email: 'one@acme.example', role: 'viewer' }, { email: 'two@acme.example', role: 'viewer' }),
      revokeApiKey: await pathsOf('apiKeyId', key),
      createWorkflow: bodies({ name: 'w1', definition: pause }, { name: 'w2', definition: pause }),
      executeWorkflow: { first: { path: { workflowId: workflow.id }, body: { input: 1 } }, other: { path: { workflowId: workflow.id }, body: { input: 2 } } },
      cancelExecution: await pathsOf('executionId', execution),
      pauseExecution: await pathsOf('executionId', execution),
      resumeExecution: await pathsOf('executionId', execution),
      rerunExecution: withBody(await pathsOf('executionId', finished), { from: '/do/0/note' }),
      createRemediationPolicy: bodies(policyFor('P1', workflow.id, outside.service.url), policyFor('P2', workflow.id, outside.service.url)),
      approveRemediation: withBody(await pathsOf('remediationId', (of) => remediation(`approve-${of}`)), {}),
      publishWorkflow: await pathsOf('workflowId', (of) => draft(`draft ${of}`)),
      enableWorkflow: await pathsOf('workflowId', (of) => draft(`enabled ${of}`)),
      disableWorkflow: await pathsOf('workflowId', (of) => draft(`disabled ${of}`)),
      importWorkflows: bodies(definitionOf('imported-one', []), definitionOf('imported-two', [])),
      installCatalogueAction: withBody({ first: { path: { actionName: 'http-probe' } }, other: { path: { actionName: 'prometheus-query-decide' } } }, {}),
      pauseWorkflowSchedule: withBody(await pathsOf('workflowId', (of) => scheduled(`paused ${of}`)), { note: 'later' }),
      triggerWorkflowSchedule: await pathsOf('workflowId', (of) => scheduled(`triggered ${of}`)),
      backfillWorkflowSchedule: withBody(await pathsOf('workflowId', (of) => scheduled(`backfilled ${of}`)), { from: new Date().toISOString(), to: new Date().toISOString() }),
      resumeWorkflowSchedule: await pathsOf('workflowId', (of) => scheduled(`resumed ${of}`)),
      approveApproval: withBody(await pathsOf('approvalId', (of) => approval(`agree ${of}`)), {}),
      rejectApproval: withBody(await pathsOf('approvalId', (of) => approval(`refuse ${of}`)), {}),
      registerAgent: bodies(terms('a1'), terms('a2')),
      drainAgent: await pathsOf('agentId', agent),
      submitPlan: bodies(planOf('p1', 'nobody'), planOf('p2', 'nobody')),
      cancelPlan: await pathsOf('planId', plan),
      approvePlan: await pathsOf('planId', asking),
      replanPlan: withBody(await pathsOf('planId', plan), planOf('again', 'nobody')),
      retryTicket: await pathsOf('ticketId', failedTicket),
      replayDeadWebhookDeliveries: await pathsOf('endpointId', endpoint),
      replayWebhookDelivery: await deliveries(),
      rejectRemediation: withBody(await pathsOf('remediationId', (of) => remediation(`reject-${of}`)), { comment: 'no' }),
    };
  }, 60_000);

  const taking = [...OPERATIONS.keys()].filter((operation) => operationOf(operation).parameters.some(({ name }) => name === 'Idempotency-Key'));

  test('every POST that makes or changes something takes one', () => {
    // An API key's secret must not be kept for a replay; the two doors for alerts of other systems are idempotent by fingerprint.
    // Heartbeats and deliveries of integrations are told apart by their content, credentials are shown once, a message that tries a receiver out and a code are new each time.
    // What agents say is told apart by leases and generations, events and pipelines by ids of their own, and secrets are not kept; the others change nothing.
    const told = ['leaseTickets', 'heartbeatTicket', 'completeTicket', 'failTicket', 'reportTickets', 'heartbeatAgent', 'publishEvents', 'receivePipelineWebhook', 'receiveIntegrationEvents', 'enqueuePagerdutyEvent', 'pingHeartbeat', 'pingByToken', 'acknowledgeByLink'];
    const secret = ['createTicketToken', 'createWebhookEndpoint', 'rotateWebhookSecret', 'createIntegration', 'rotateIntegrationSecret', 'createHeartbeat', 'rotateHeartbeatToken'];
    const newEachTime = ['testReceiver', 'createContactMethod', 'sendContactCode', 'verifyContactMethod'];
    const changingNothing = ['pingWebhookEndpoint', 'dryRunWorkflow', 'validatePlan', 'tryPolicy', 'backtestAlertRule', 'testAlertRules', 'previewSilence', 'testRouting', 'previewIntegrationEvents'];
    const asking = ['Query', 'QueryRange', 'QueryExemplars', 'Series', 'Labels', 'FormatQuery', 'ParseQuery'].map((what) => `prometheus${what}ByForm`);
    // A sample is told by its series and time; a file of rules replaces what is there.
    const samples = ['writeMetrics', 'remoteWrite', 'exportOtlpMetrics', 'importMetrics', 'importPrometheusText'];
    const replacing = ['importRuleGroups', 'importRouting'];
    const without = ['createApiKey', 'receivePrometheusAlerts', 'putAlertmanagerSilence', 'receiveAlertmanagerWebhook', ...told, ...secret, ...newEachTime, ...changingNothing, ...asking, ...samples, ...replacing];
    const posts = [...OPERATIONS].filter(([, { method }]) => method === 'POST').map(([operation]) => operation);
    expect([...taking].sort()).toEqual(posts.filter((operation) => !without.includes(operation)).sort());
  });

  describe.each(taking)('%s', (operation) => {
    const idempotencyKey = randomUUID();
    const headers = { 'Idempotency-Key': idempotencyKey };
    const pair = (): Pair => {
      const found = pairs[operation];
      if (!found) throw new Error(`say in this story what ${operation} is sent`);
      return found;
    };
    const caller = () => (pair().by === 'root' ? suite.product.as('root') : Promise.resolve(ana));

    test('does it once and answers the same, byte for byte', async () => {
      const client = await caller();
      const first = await client.send(operation, { ...pair().first, headers });
      expect([first.status, first.status < 300]).toEqual([first.status, true]);
      const again = await client.send(operation, { ...pair().first, headers });
      const told = ({ status, body, headers: sent }: typeof first) => ({ status, body: JSON.stringify(body), etag: sent.get('etag'), location: sent.get('location') });
      expect(told(again)).toEqual(told(first));
      expect([first, again].map((answer) => answer.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    });

    test('refuses another request under the same key', async () => {
      expect(await (await caller()).send(operation, { ...pair().other, headers })).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ field: 'Idempotency-Key' }] } });
    });
  });

  test('ten at the same time make one thing; whoever comes while it is made is told to wait', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { name: 'made by ten', matchers: [labelIs('alertname', 'x')] };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ana.send('createAlertRule', { body, headers })));
    const made = answers.filter(({ status }) => status === 201).map((answer) => (answer.body as { id: string }).id);
    expect(new Set(made).size).toBe(1);
    expect(answers.filter(({ status }) => status !== 201).every((answer) => answer.status === 409 && answer.headers.get('retry-after') !== null)).toBe(true);
    const { items } = (await ana.call('listAlertRules', { query: { limit: 500 } })).body;
    expect(items.filter(({ name }) => name === body.name)).toHaveLength(1);
  });

  test('two tenants may use the same key for different things', async () => {
    const headers = { 'Idempotency-Key': 'one-key-of-many' };
    const bob = await suite.product.as('bob');
    const [hers, his] = [await ana.send('createAlert', { headers, body: { labels: { alertname: 'Hers' } } }), await bob.send('createAlert', { headers, body: { labels: { alertname: 'His' } } })];
    expect([hers, his]).toMatchObject([{ status: 201, body: { name: 'Hers' } }, { status: 201, body: { name: 'His' } }]);
  });

  test('a request that failed may be tried again under its key', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const path = { workflowId: randomUUID() };
    expect((await ana.send('executeWorkflow', { path, body: {}, headers })).status).toBe(404);
    expect((await ana.send('executeWorkflow', { path, body: {}, headers })).headers.get('idempotency-replayed')).toBeNull();
  });
});
