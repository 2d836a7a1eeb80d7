import type { Json, JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { catalogue } from '../domain/catalogue.ts';
import { DefinitionRunner, type StartedRun } from '../fakes/definition-runner.ts';

/** A request of a vendor's documentation, and its answer there. */
interface Talk {
  readonly sent: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status?: number;
  readonly answer?: Json;
}
interface Conversation {
  readonly input: JsonObject;
  readonly talks: readonly Talk[];
  readonly output: unknown;
  /** What follows when a later task of the run fails. */
  readonly undo?: readonly Talk[];
}

const PASSWORD = 'a-very-confidential-password';
const TOKEN = 'a-very-confidential-token';
const WEBHOOK = 'https://hook.test/workflows/a-very-confidential-path/invoke?sig=a-very-confidential-signature';
const login = { username: 'orchestrix', password: PASSWORD };
const SECRETS: Readonly<Record<string, JsonObject>> = {
  ...Object.fromEntries(['kubernetes', 'argocd', 'cloudflare', 'fastly', 'unleash', 'github', 'slack', 'mattermost', 'hetzner'].map((name) => [name, { token: TOKEN }])),
  ...Object.fromEntries(['rabbitmq', 'alertmanager', 'jira', 'servicenow'].map((name) => [name, login])),
  teams: { url: WEBHOOK },
  pagerduty: { routing_key: TOKEN },
};

const basic = { Authorization: `Basic ${Buffer.from(`orchestrix:${PASSWORD}`).toString('base64')}` };
const bearer = { Authorization: `Bearer ${TOKEN}` };
const merge = { ...bearer, 'Content-Type': 'application/merge-patch+json' };
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/) as unknown;

const k8s = 'https://k8s.test';
const deployment = `${k8s}/apis/apps/v1/namespaces/shop/deployments/web`;
const scaled = (replicas: number): JsonObject => ({ kind: 'Scale', metadata: { name: 'web' }, spec: { replicas }, status: { replicas: 2 } });
const node = (unschedulable: boolean): Talk => ({ sent: `PATCH ${k8s}/api/v1/nodes/n%201`, headers: merge, body: { spec: { unschedulable } }, answer: { kind: 'Node', metadata: { name: 'n 1' }, spec: unschedulable ? { unschedulable } : {} } });
const argo = 'https://argo.test/api/v1/applications/shop';
const purge = `POST https://api.cloudflare.com/client/v4/zones/${'a'.repeat(32)}/purge_cache`;
const flag = 'https://unleash.test/api/admin/projects/p/features/f/environments/production';
const unleash = { server: 'https://unleash.test', project: 'p', flag: 'f', environment: 'production' };
const token = { Authorization: TOKEN };
const github = { ...bearer, Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28', 'User-Agent': 'orchestrix' };
const issues = 'https://api.github.com/repos/acme/shop/issues';
const change = 'https://dev.service-now.com/api/sn_chg_rest/change/normal';
const pages = 'https://events.pagerduty.com/v2/enqueue';
const paged: Pick<Talk, 'status' | 'answer'> = { status: 202, answer: { status: 'success', message: 'Event processed', dedup_key: 'k1' } };

const CONVERSATIONS: Readonly<Record<string, Conversation>> = {
  'kubernetes-restart-deployment': {
    input: { server: k8s, namespace: 'shop', deployment: 'web' },
    talks: [
      {
        sent: `PATCH ${deployment}`, headers: { ...bearer, 'Content-Type': 'application/strategic-merge-patch+json' },
        body: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': instant } } } } }, answer: { kind: 'Deployment', metadata: { name: 'web', generation: 7 } },
      },
      { sent: `GET ${deployment}`, headers: bearer, answer: { kind: 'Deployment', spec: { replicas: 2 }, status: { observedGeneration: 7, replicas: 2, updatedReplicas: 2, availableReplicas: 2 } } },
    ],
    output: { deployment: 'web', replicas: 2, available: 2 },
  },
  'kubernetes-scale-deployment': {
    input: { server: k8s, namespace: 'shop', deployment: 'web', replicas: 5 },
    talks: [{ sent: `GET ${deployment}/scale`, headers: bearer, answer: scaled(2) }, { sent: `PATCH ${deployment}/scale`, headers: merge, body: { spec: { replicas: 5 } }, answer: scaled(5) }],
    output: { before: 2, replicas: 5 },
    undo: [{ sent: `PATCH ${deployment}/scale`, headers: merge, body: { spec: { replicas: 2 } }, answer: scaled(2) }],
  },
  'kubernetes-cordon-node': { input: { server: k8s, node: 'n 1' }, talks: [node(true)], output: { node: 'n 1', unschedulable: true }, undo: [node(false)] },
  'kubernetes-uncordon-node': { input: { server: k8s, node: 'n 1' }, talks: [node(false)], output: { node: 'n 1', unschedulable: false }, undo: [node(true)] },
  'argocd-sync-application': {
    input: { server: 'https://argo.test', application: 'shop', revision: 'abc' },
    talks: [
      { sent: `POST ${argo}/sync`, headers: bearer, body: { prune: false, revision: 'abc' }, answer: { metadata: { name: 'shop' }, operation: { sync: { revision: 'abc' } } } },
      { sent: `GET ${argo}`, headers: bearer, answer: { metadata: { name: 'shop' }, status: { operationState: { phase: 'Succeeded' }, sync: { status: 'Synced', revision: 'abc' }, health: { status: 'Healthy' } } } },
    ],
    output: { application: 'shop', revision: 'abc', health: 'Healthy' },
  },
  'argocd-rollback-application': {
    input: { server: 'https://argo.test', application: 'shop', history_id: 3 },
    talks: [{ sent: `POST ${argo}/rollback`, headers: bearer, body: { id: 3, prune: false }, answer: { metadata: { name: 'shop' } } }],
    output: { application: 'shop', history_id: 3 },
  },
  'rabbitmq-purge-queue': {
    input: { server: 'https://mq.test', vhost: '/', queue: 'jobs', at_most: 10 },
    talks: [{ sent: 'GET https://mq.test/api/queues/%2F/jobs', headers: basic, answer: { name: 'jobs', messages: 5, messages_ready: 4 } }, { sent: 'DELETE https://mq.test/api/queues/%2F/jobs/contents', headers: basic, status: 204, answer: null }],
    output: { queue: 'jobs', dropped: 4 },
  },
  'cloudflare-purge-cache': {
    input: { zone_id: 'a'.repeat(32), files: ['https://shop.test/a.css'] },
    talks: [{ sent: purge, headers: bearer, body: { files: ['https://shop.test/a.css'] }, answer: { success: true, errors: [], messages: [], result: { id: 'z1' } } }],
    output: { purged: 'z1' },
  },
  'fastly-purge-keys': {
    input: { service_id: 'S1', keys: ['product-1'] },
    talks: [{ sent: 'POST https://api.fastly.com/service/S1/purge', headers: { 'Fastly-Key': TOKEN, 'fastly-soft-purge': '1', Accept: 'application/json' }, body: { surrogate_keys: ['product-1'] }, answer: { 'product-1': '108-1391560174-974124' } }],
    output: { purged: { 'product-1': '108-1391560174-974124' } },
  },
  'unleash-toggle-flag': {
    input: { ...unleash, enabled: false },
    talks: [{ sent: `GET ${flag}`, headers: token, answer: { name: 'production', enabled: true } }, { sent: `POST ${flag}/off`, headers: token, answer: null }],
    output: { flag: 'f', enabled: false, changed: true },
    undo: [{ sent: `POST ${flag}/on`, headers: token, answer: null }],
  },
  'alertmanager-silence-alert': {
    input: { server: 'https://am.test', matchers: { alertname: 'Slow' }, minutes: 90, comment: 'known' },
    talks: [{
      sent: 'POST https://am.test/api/v2/silences', headers: basic, answer: { silenceID: 's-1' },
      body: { matchers: [{ name: 'alertname', value: 'Slow', isRegex: false, isEqual: true }], startsAt: instant, endsAt: instant, createdBy: 'orchestrix', comment: 'known' },
    }],
    output: { silence_id: 's-1' },
    undo: [{ sent: 'DELETE https://am.test/api/v2/silence/s-1', headers: basic, answer: null }],
  },
  'jira-create-issue': {
    input: { site: 'https://acme.atlassian.net', project: 'OPS', title: 'Slow', text: 'Why?' },
    talks: [{
      sent: 'POST https://acme.atlassian.net/rest/api/3/issue', headers: basic, status: 201, answer: { id: '10000', key: 'OPS-1', self: 'https://acme.atlassian.net/rest/api/3/issue/10000' },
      body: { fields: { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Slow', labels: [], description: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Why?' }] }] } } },
    }],
    output: { key: 'OPS-1', url: 'https://acme.atlassian.net/browse/OPS-1' },
  },
  'servicenow-create-incident': {
    input: { instance: 'https://dev.service-now.com', title: 'Slow', text: 'Why?' },
    talks: [{
      sent: 'POST https://dev.service-now.com/api/now/table/incident', headers: { ...basic, Accept: 'application/json' }, status: 201, answer: { result: { number: 'INC0010002', sys_id: 'i1' } },
      body: { short_description: 'Slow', description: 'Why?', urgency: '2', impact: '2', correlation_id: expect.stringMatching(/^catalogue-servicenow-create-incident-/) as unknown },
    }],
    output: { number: 'INC0010002', id: 'i1' },
  },
  'servicenow-open-change': {
    input: { instance: 'https://dev.service-now.com', title: 'Slow', text: 'Why?' },
    talks: [{ sent: `POST ${change}`, headers: { ...basic, Accept: 'application/json' }, body: { short_description: 'Slow', description: 'Why?' }, answer: { result: { number: { value: 'CHG1', display_value: 'CHG1' }, sys_id: { value: 'c1', display_value: 'c1' } } } }],
    output: { number: 'CHG1', id: 'c1' },
    undo: [{ sent: `PATCH ${change}/c1`, headers: { ...basic, Accept: 'application/json' }, body: { state: '4', work_notes: 'The automation that needed this change failed.' }, answer: { result: {} } }],
  },
  'github-create-issue': {
    input: { owner: 'acme', repository: 'shop', title: 'Slow', text: 'Why?', labels: ['ops'] },
    talks: [{ sent: `POST ${issues}`, headers: github, body: { title: 'Slow', body: 'Why?', labels: ['ops'] }, status: 201, answer: { number: 5, html_url: 'https://github.com/acme/shop/issues/5' } }],
    output: { number: 5, url: 'https://github.com/acme/shop/issues/5' },
    undo: [{ sent: `PATCH ${issues}/5`, headers: github, body: { state: 'closed', state_reason: 'not_planned' }, answer: { number: 5, state: 'closed' } }],
  },
  'slack-post-message': {
    input: { channel: '#ops', text: 'hi' },
    talks: [{ sent: 'POST https://slack.com/api/chat.postMessage', headers: { ...bearer, 'Content-Type': 'application/json; charset=utf-8' }, body: { channel: '#ops', text: 'hi' }, answer: { ok: true, channel: 'C1', ts: '1503435956.000247' } }],
    output: { channel: 'C1', ts: '1503435956.000247' },
  },
  'teams-post-message': {
    input: { title: 'Slow', text: 'hi' },
    talks: [{
      sent: `POST ${WEBHOOK}`, status: 202, answer: null,
      body: { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: expect.objectContaining({ type: 'AdaptiveCard', body: [expect.objectContaining({ text: 'Slow' }), expect.objectContaining({ text: 'hi' })] }) as unknown }] },
    }],
    output: { posted: true },
  },
  'mattermost-post-message': {
    input: { server: 'https://mm.test', channel_id: 'c1', text: 'hi' },
    talks: [{ sent: 'POST https://mm.test/api/v4/posts', headers: bearer, body: { channel_id: 'c1', message: 'hi' }, status: 201, answer: { id: 'p1', channel_id: 'c1', message: 'hi' } }],
    output: { post_id: 'p1' },
    undo: [{ sent: 'DELETE https://mm.test/api/v4/posts/p1', headers: bearer, answer: { status: 'OK' } }],
  },
  'pagerduty-page-person': {
    input: { summary: 'Slow', source: 'shop', key: 'k1' },
    talks: [{ sent: `POST ${pages}`, body: { routing_key: TOKEN, event_action: 'trigger', dedup_key: 'k1', payload: { summary: 'Slow', source: 'shop', severity: 'critical', custom_details: {} } }, ...paged }],
    output: { key: 'k1' },
    undo: [{ sent: `POST ${pages}`, body: { routing_key: TOKEN, event_action: 'resolve', dedup_key: 'k1' }, ...paged }],
  },
  'prometheus-query-decide': {
    input: { server: 'http://prom.test', query: 'up{job="shop"}', comparison: 'above', threshold: 0.5 },
    talks: [{ sent: 'GET http://prom.test/api/v1/query', query: { query: 'up{job="shop"}' }, answer: { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1, '1'] }] } } }],
    output: { values: [1] },
  },
  'http-probe': {
    input: { url: 'https://shop.test/health', contains: 'fine' },
    talks: [{ sent: 'GET https://shop.test/health', status: 503, answer: 'ill' }, { sent: 'GET https://shop.test/health', answer: 'all is fine' }],
    output: { url: 'https://shop.test/health', status: 200 },
  },
  'hetzner-reboot-server': {
    input: { server_id: 42 },
    talks: [
      { sent: 'POST https://api.hetzner.cloud/v1/servers/42/actions/reboot', headers: bearer, status: 201, answer: { action: { id: 9, status: 'running', error: null } } },
      { sent: 'GET https://api.hetzner.cloud/v1/actions/9', headers: bearer, answer: { action: { id: 9, status: 'success', progress: 100, error: null } } },
    ],
    output: { server_id: 42, action_id: 9 },
  },
};
const names = Object.keys(CONVERSATIONS);
const undone = names.filter((name) => CONVERSATIONS[name]?.undo);
const confidential = names.filter((name) => Object.keys(catalogue.find((action) => action.name === name)?.secrets ?? {}).length > 0);

const LATER = { later: { raise: { error: { type: 'https://orchestrix.dev/errors/test', status: 500, title: 'A later task failed' } } } };

describe('the actions of the catalogue, run', () => {
  jest.setTimeout(90_000);
  let runner: DefinitionRunner;
  const runs = new Map<string, StartedRun>();
  const answers = new Map<string, readonly Talk[]>();

  const definitionOf = (name: string): JsonObject & { readonly do: readonly Json[] } => catalogue.find((action) => action.name === name)?.definition as JsonObject & { readonly do: readonly Json[] };
  const conversationOf = (name: string): Conversation => CONVERSATIONS[name] ?? { input: {}, talks: [], output: null };
  async function start(key: string, definition: JsonObject, input: JsonObject, talks: readonly Talk[]): Promise<void> {
    const executionId = `catalogue-${key.replaceAll(' ', '-')}-${Date.now()}`;
    answers.set(executionId, talks);
    runs.set(key, await runner.run(definition, { executionId, input }));
  }
  async function finished(key: string): Promise<StartedRun['recorded']> {
    const run = runs.get(key);
    if (!run) throw new RangeError(`${key} was not started`);
    await run.result();
    return run.recorded;
  }
  const requests = (recorded: StartedRun['recorded']): readonly unknown[] => recorded.calls.map(({ method, url, headers, query, body }) => ({ sent: `${method} ${url}`, headers, query, body }));
  const expected = (talks: readonly Talk[]): readonly unknown[] => talks.map(({ sent, headers = {}, query, body }) => ({ sent, headers: expect.objectContaining(headers) as unknown, query, body }));

  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    Object.assign(runner.world.secretValues, SECRETS);
    runner.world.answer = ({ headers }) => {
      const [executionId = ''] = (headers['Idempotency-Key'] ?? '').split(':');
      const talk = answers.get(executionId)?.[runner.world.of(executionId).calls.length - 1];
      return { status: talk?.status ?? (talk ? 200 : 500), headers: {}, body: talk?.answer ?? null };
    };
    // All at once: some of them wait for what they began.
    for (const name of names) {
      const { input, talks, undo } = conversationOf(name);
      const definition = definitionOf(name);
      await start(name, definition, input, talks);
      if (undo) await start(`${name} undone`, { ...definition, do: [...definition.do, LATER] }, input, [...talks, ...undo]);
      if (confidential.includes(name)) await start(`${name} refused`, definition, input, [{ ...talks[0], sent: '', status: 403, answer: { echo: [TOKEN, WEBHOOK, basic.Authorization] } }]);
    }
  });
  afterAll(() => runner.stop());

  test('each that calls over HTTP is run here', () => {
    expect(names.toSorted()).toEqual(catalogue.filter(({ agentCapability }) => agentCapability === undefined).map(({ name }) => name).sort());
    expect(undone.toSorted()).toEqual(catalogue.filter((action) => action.undone && action.agentCapability === undefined).map(({ name }) => name).sort());
  });

  test.each(names)('%s says what its vendor documents, and gives what it promises', async (name) => {
    const { talks, output } = conversationOf(name);
    const recorded = await finished(name);
    expect(recorded.end).toMatchObject({ status: 'completed', output });
    expect(requests(recorded)).toEqual(expected(talks));
    expect([...new Set([...recorded.tickets.values()].map(({ type }) => type))]).toEqual(['EXECUTE']);
  });

  test.each(undone)('%s is undone when a later task of the run fails', async (name) => {
    const { talks, undo = [] } = conversationOf(name);
    const recorded = await finished(`${name} undone`);
    expect(recorded.end).toMatchObject({ status: 'compensated', error: { title: 'A later task failed' } });
    expect(requests(recorded)).toEqual(expected([...talks, ...undo]));
    expect([...recorded.tickets.values()].map(({ type, status }) => `${type} ${status}`)).toEqual([...talks.map(() => 'EXECUTE COMPLETED'), ...undo.map(() => 'COMPENSATE COMPLETED')]);
  });

  test.each(confidential)('%s leaves nothing confidential in steps, tickets and outputs, whether it succeeds, is undone or is refused', async (name) => {
    const ends = { [name]: 'completed', [`${name} refused`]: 'failed', ...(undone.includes(name) && { [`${name} undone`]: 'compensated' }) };
    for (const [key, status] of Object.entries(ends)) {
      const { steps, tickets, end } = await finished(key);
      expect(end?.status).toBe(status);
      const stored = JSON.stringify([[...steps.values()], [...tickets.values()], end]);
      expect(stored).toContain('***');
      expect(stored).not.toContain('a-very-confidential');
      expect(stored).not.toContain(Buffer.from(`orchestrix:${PASSWORD}`).toString('base64'));
    }
  });
});
