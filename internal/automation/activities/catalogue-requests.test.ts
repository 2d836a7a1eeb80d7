import { asTenantId, systemActor, type Json, type JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { catalogue } from '../domain/catalogue.ts';
import type { DryRunRequest, MockedAnswer } from '../ports/dry-runner.ts';
import { dryRunner } from './dry-run.ts';

const actor = systemActor(asTenantId('00000000-0000-7000-8000-000000000001'), 'test', { correlationId: 'c'.repeat(32), via: 'test' });
const says = (...outputs: readonly Json[]): readonly MockedAnswer[] => outputs.map((output) => ({ output }));

interface Expected {
  readonly method: string;
  readonly url: string;
  readonly body?: Json;
  readonly headers?: JsonObject;
  readonly query?: JsonObject;
  readonly authentication?: string;
}
const k8s = 'https://k8s.test';
const deployment = `${k8s}/apis/apps/v1/namespaces/shop/deployments/web`;
const merge = { 'Content-Type': 'application/merge-patch+json' };
const argo = { server: 'https://argo.test', application: 'shop' };
const flag = 'https://unleash.test/api/admin/projects/p/features/f/environments/production';

/** What each action sends, as its vendor documents it: input, answers, requests, output. */
const speaks: readonly (readonly [name: string, input: JsonObject, mocks: DryRunRequest['mocks'], requests: readonly Expected[], output?: Json])[] = [
  ['kubernetes-restart-deployment', { server: k8s, namespace: 'shop', deployment: 'web' }, {
    '/do/0/restart': says({ metadata: { generation: 7 } }),
    '/do/2/look': says({ spec: { replicas: 2 }, status: { observedGeneration: 6 } }, { spec: { replicas: 2 }, status: { observedGeneration: 7, replicas: 2, updatedReplicas: 2, availableReplicas: 2 } }),
  }, [
    { method: 'PATCH', url: deployment, headers: { 'Content-Type': 'application/strategic-merge-patch+json' }, authentication: 'bearer', body: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '1970-01-01T00:00:00.000Z' } } } } } },
    { method: 'GET', url: deployment }, { method: 'GET', url: deployment },
  ], { deployment: 'web', replicas: 2, available: 2 }],
  ['kubernetes-scale-deployment', { server: k8s, namespace: 'shop', deployment: 'web', replicas: 5 }, { '/do/0/remember': says({ spec: { replicas: 2 } }), '/do/1/scale': says({ spec: { replicas: 5 } }) }, [
    { method: 'GET', url: `${deployment}/scale` }, { method: 'PATCH', url: `${deployment}/scale`, headers: merge, body: { spec: { replicas: 5 } } },
  ], { before: 2, replicas: 5 }],
  ['kubernetes-cordon-node', { server: k8s, node: 'n 1' }, {}, [{ method: 'PATCH', url: `${k8s}/api/v1/nodes/n%201`, headers: merge, body: { spec: { unschedulable: true } } }]],
  ['kubernetes-uncordon-node', { server: k8s, node: 'n1' }, {}, [{ method: 'PATCH', url: `${k8s}/api/v1/nodes/n1`, headers: merge, body: { spec: { unschedulable: false } } }]],
  ['argocd-sync-application', { ...argo, revision: 'abc' }, { '/do/0/sync': says({}), '/do/2/look': says({ status: { operationState: { phase: 'Running' } } }, { status: { operationState: { phase: 'Succeeded' }, sync: { revision: 'abc' }, health: { status: 'Healthy' } } }) }, [
    { method: 'POST', url: 'https://argo.test/api/v1/applications/shop/sync', authentication: 'bearer', body: { prune: false, revision: 'abc' } },
    { method: 'GET', url: 'https://argo.test/api/v1/applications/shop' }, { method: 'GET', url: 'https://argo.test/api/v1/applications/shop' },
  ], { application: 'shop', revision: 'abc', health: 'Healthy' }],
  ['argocd-rollback-application', { ...argo, history_id: 3 }, {}, [{ method: 'POST', url: 'https://argo.test/api/v1/applications/shop/rollback', body: { id: 3, prune: false } }]],
  ['rabbitmq-purge-queue', { server: 'https://mq.test', vhost: '/', queue: 'jobs', at_most: 10 }, { '/do/0/look': says({ messages_ready: 4 }), '/do/2/purge': says('') }, [
    { method: 'GET', url: 'https://mq.test/api/queues/%2F/jobs', authentication: 'basic' }, { method: 'DELETE', url: 'https://mq.test/api/queues/%2F/jobs/contents' },
  ], { queue: 'jobs', dropped: 4 }],
  ['cloudflare-purge-cache', { zone_id: 'a'.repeat(32), files: ['https://shop.test/a.css'] }, {}, [{ method: 'POST', url: `https://api.cloudflare.com/client/v4/zones/${'a'.repeat(32)}/purge_cache`, authentication: 'bearer', body: { files: ['https://shop.test/a.css'] } }]],
  ['cloudflare-purge-cache', { zone_id: 'a'.repeat(32) }, {}, [{ method: 'POST', url: `https://api.cloudflare.com/client/v4/zones/${'a'.repeat(32)}/purge_cache`, body: { purge_everything: true } }]],
  ['fastly-purge-keys', { service_id: 'S1', keys: ['product-1'] }, {}, [{ method: 'POST', url: 'https://api.fastly.com/service/S1/purge', headers: { 'Fastly-Key': '(unknown)', 'fastly-soft-purge': '1' }, body: { surrogate_keys: ['product-1'] } }]],
  ['unleash-toggle-flag', { server: 'https://unleash.test', project: 'p', flag: 'f', environment: 'production', enabled: false }, { '/do/0/look': says({ enabled: true }), '/do/2/toggle': says({}) }, [{ method: 'GET', url: flag }, { method: 'POST', url: `${flag}/off`, headers: { Authorization: '***' } }], { flag: 'f', enabled: false, changed: true }],
  ['unleash-toggle-flag', { server: 'https://unleash.test', project: 'p', flag: 'f', environment: 'production', enabled: true }, { '/do/0/look': says({ enabled: true }) }, [{ method: 'GET', url: flag }], { flag: 'f', enabled: true, changed: false }],
  ['alertmanager-silence-alert', { server: 'https://am.test', matchers: { alertname: 'Slow' }, minutes: 90, comment: 'known' }, {}, [{ method: 'POST', url: 'https://am.test/api/v2/silences', authentication: 'basic', body: {
    matchers: [{ name: 'alertname', value: 'Slow', isRegex: false, isEqual: true }], startsAt: '1970-01-01T00:00:00.000Z', endsAt: '1970-01-01T01:30:00Z', createdBy: 'orchestrix', comment: 'known',
  } }]],
  ['jira-create-issue', { site: 'https://acme.atlassian.net', project: 'OPS', title: 'Slow', text: 'Why?' }, { '/do/0/create': says({ id: '1', key: 'OPS-1' }) }, [{ method: 'POST', url: 'https://acme.atlassian.net/rest/api/3/issue', authentication: 'basic', body: { fields: {
    project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Slow', labels: [], description: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Why?' }] }] },
  } } }], { key: 'OPS-1', url: 'https://acme.atlassian.net/browse/OPS-1' }],
  ['servicenow-create-incident', { instance: 'https://dev.service-now.com', title: 'Slow', text: 'Why?' }, {}, [{ method: 'POST', url: 'https://dev.service-now.com/api/now/table/incident', authentication: 'basic', body: { short_description: 'Slow', description: 'Why?', urgency: '2', impact: '2', correlation_id: 'dry-run' } }]],
  ['servicenow-open-change', { instance: 'https://dev.service-now.com', title: 'Slow', text: 'Why?' }, {}, [{ method: 'POST', url: 'https://dev.service-now.com/api/sn_chg_rest/change/normal', body: { short_description: 'Slow', description: 'Why?' } }]],
  ['github-create-issue', { owner: 'acme', repository: 'shop', title: 'Slow', text: 'Why?' }, { '/do/0/create': says({ number: 5, html_url: 'https://github.com/acme/shop/issues/5' }) }, [{ method: 'POST', url: 'https://api.github.com/repos/acme/shop/issues', headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' }, authentication: 'bearer', body: { title: 'Slow', body: 'Why?', labels: [] } }], { number: 5, url: 'https://github.com/acme/shop/issues/5' }],
  ['slack-post-message', { channel: '#ops', text: 'hi' }, { '/do/0/post': says({ ok: true, channel: 'C1', ts: '1.2' }) }, [{ method: 'POST', url: 'https://slack.com/api/chat.postMessage', authentication: 'bearer', body: { channel: '#ops', text: 'hi' } }], { channel: 'C1', ts: '1.2' }],
  ['teams-post-message', { title: 'Slow', text: 'hi' }, {}, [{ method: 'POST', url: '(unknown)', body: { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'Slow', weight: 'bolder', size: 'medium', wrap: true }, { type: 'TextBlock', text: 'hi', wrap: true }],
  } }] } }]],
  ['mattermost-post-message', { server: 'https://mm.test', channel_id: 'c1', text: 'hi' }, {}, [{ method: 'POST', url: 'https://mm.test/api/v4/posts', authentication: 'bearer', body: { channel_id: 'c1', message: 'hi' } }]],
  ['pagerduty-page-person', { summary: 'Slow', source: 'shop', key: 'k1' }, {}, [{ method: 'POST', url: 'https://events.pagerduty.com/v2/enqueue', body: { routing_key: '(unknown)', event_action: 'trigger', dedup_key: 'k1', payload: { summary: 'Slow', source: 'shop', severity: 'critical', custom_details: {} } } }]],
  ['prometheus-query-decide', { server: 'http://prom.test', query: 'up', comparison: 'above', threshold: 0.5 }, { '/do/0/ask/try/0/query': says({ status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1, '1'] }] } }) }, [{ method: 'GET', url: 'http://prom.test/api/v1/query', query: { query: 'up' } }], { values: [1] }],
  ['http-probe', { url: 'https://shop.test/health', contains: 'ok' }, { '/do/0/probe/try/0/ask': [{ error: { status: 503 } }, { output: { statusCode: 200, content: 'all ok' } }] }, [{ method: 'GET', url: 'https://shop.test/health' }, { method: 'GET', url: 'https://shop.test/health' }], { url: 'https://shop.test/health', status: 200 }],
  ['hetzner-reboot-server', { server_id: 42 }, { '/do/0/reboot': says({ action: { id: 9, status: 'running' } }), '/do/2/look': says({ action: { id: 9, status: 'success', error: null } }) }, [{ method: 'POST', url: 'https://api.hetzner.cloud/v1/servers/42/actions/reboot', authentication: 'bearer' }, { method: 'GET', url: 'https://api.hetzner.cloud/v1/actions/9' }], { server_id: 42, action_id: 9 }],
];

/** What each action hands to an agent. */
const runs: readonly (readonly [name: string, input: JsonObject, capability: string, command: readonly string[]])[] = [
  ['helm-rollback-release', { release: 'shop', namespace: 'prod', revision: 3 }, 'helm', ['helm', 'rollback', 'shop', '3', '--namespace', 'prod', '--wait', '--cleanup-on-fail']],
  ['ansible-run-playbook', { playbook: 'site.yml', inventory: 'hosts', variables: { a: '$(x)' } }, 'ansible', ['ansible-playbook', '--inventory', 'hosts', '--limit', 'all', '--extra-vars', '{"a":"$(x)"}', 'site.yml']],
  ['ssh-run-command', { host: 'h1', user: 'ops', command: 'uptime' }, 'ssh', ['ssh', '-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=yes', '-o', 'ConnectTimeout=10', '-l', 'ops', 'h1', '--', 'uptime']],
  ['systemd-restart-unit', { unit: 'nginx.service' }, 'systemd', ['systemctl', '--no-ask-password', 'restart', 'nginx.service']],
  ['postgres-snapshot-database', { host: 'db1', database: 'shop', user: 'backup', file: '/var/backups/shop.dump' }, 'postgresql-client', ['pg_dump', '--format=custom', '--no-password', '--host', 'db1', '--username', 'backup', '--file', '/var/backups/shop.dump', 'shop']],
];

describe('the actions of the catalogue', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  const { run } = dryRunner({ expressions, schemas, now: () => 0 });
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));
  const definitionOf = (name: string): JsonObject => catalogue.find((action) => action.name === name)?.definition ?? {};

  test.each(speaks.map(([name, input, mocks, requests, output]) => ({ name, input, mocks, requests, output })))('$name sends what its vendor documents for $input', async ({ name, input, mocks, requests, output }) => {
    const report = await run(actor, { definition: definitionOf(name), input, mocks });
    expect(report).toMatchObject({ status: 'completed', ...(output !== undefined && { output }) });
    const sent = report.steps.flatMap(({ detail }) => (detail['request'] ? [detail['request']] : []));
    expect(sent).toHaveLength(requests.length);
    expect(sent).toMatchObject(requests);
    for (const [index, { body }] of requests.entries()) expect((sent[index] as JsonObject)['body']).toEqual(body);
  });

  test.each(runs)('%s hands an agent the command that it documents', async (name, input, capability, command) => {
    const { status, steps } = await run(actor, { definition: definitionOf(name), input, mocks: {} });
    expect(status).toBe('completed');
    expect(steps[0]?.detail).toMatchObject({ run: { shell: { command: command[0], arguments: command.slice(1) } }, ticket: { capabilities: [capability] } });
  });

  test('each of them is covered', () => {
    expect([...new Set([...speaks, ...runs].map(([name]) => name))].sort()).toEqual(catalogue.map(({ name }) => name));
  });

  test.each<[string, JsonObject, DryRunRequest['mocks'], number]>([
    ['slack-post-message', { channel: '#x', text: 'hi' }, { '/do/0/post': says({ ok: false, error: 'channel_not_found' }) }, 502],
    ['rabbitmq-purge-queue', { server: 'https://mq.test', vhost: '/', queue: 'jobs', at_most: 1 }, { '/do/0/look': says({ messages_ready: 4 }) }, 409],
    ['prometheus-query-decide', { server: 'http://prom.test', query: 'up', comparison: 'below', threshold: 0.5 }, { '/do/0/ask/try/0/query': says({ data: { result: [{ value: [1, '1'] }] } }) }, 412],
    ['prometheus-query-decide', { server: 'http://prom.test', query: 'up', comparison: 'below', threshold: 0.5 }, { '/do/0/ask/try/0/query': says({ data: { result: [] } }) }, 412],
    ['http-probe', { url: 'https://shop.test/', contains: 'fine' }, { '/do/0/probe/try/0/ask': says({ statusCode: 200, content: 'ill' }) }, 502],
    ['argocd-sync-application', argo, { '/do/0/sync': says({}), '/do/2/look': says({ status: { operationState: { phase: 'Failed' } } }) }, 500],
    ['hetzner-reboot-server', { server_id: 1 }, { '/do/0/reboot': says({ action: { id: 9 } }), '/do/2/look': says({ action: { status: 'error', error: { message: 'no' } } }) }, 500],
  ])('%s fails where the world says no: %j', async (name, input, mocks, status) => {
    expect(await run(actor, { definition: definitionOf(name), input, mocks })).toMatchObject({ status: 'failed', error: { status } });
  });

  test.each([['ssh-run-command', { host: '-oProxyCommand=x', user: 'ops', command: 'id' }], ['systemd-restart-unit', { unit: '--now' }], ['helm-rollback-release', { release: '--debug', namespace: 'x', revision: 0 }], ['slack-post-message', { channel: '#x' }], ['github-create-issue', { owner: 'a', repository: 'b', title: 't', text: 'x', evil: 1 }]])(
    '%s refuses the input %j',
    async (name, input) => {
      expect(await run(actor, { definition: definitionOf(name), input, mocks: {} })).toMatchObject({ status: 'failed', steps: [], error: { status: 400 } });
    },
  );
});
