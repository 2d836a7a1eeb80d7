import { createHash, randomUUID } from 'node:crypto';
import type { components } from '#internal/platform/http';
import { eventually } from './eventually.ts';
import type { ProductClient } from './product-client.ts';

type Schemas = components['schemas'];
type JsonObject = Schemas['JsonObject'];

/** Lets the tenant's workflows, probes and webhooks reach services on this machine. */
export const allowLoopback = (admin: ProductClient) =>
  admin.call('updateEgressSettings', { headers: { 'If-Match': '*' }, body: { public_https: true, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }] } });

/** A definition of the given tasks. */
export const definitionOf = (name: string, tasks: readonly JsonObject[]): JsonObject => ({ document: { dsl: '1.0.0', namespace: 'test', name, version: '1.0.0' }, do: [...tasks] });

/** A task that posts to a service, and how it is undone, if at all. */
export const post = (name: string, url: string, undo?: { readonly name: string; readonly url: string }): JsonObject => ({
  [name]: { call: 'http', with: { method: 'post', endpoint: url, body: { by: name } }, ...(undo && { compensate: { do: [post(undo.name, undo.url)] } }) },
});

/** Budgets that are never used up by accident. */
export const GENEROUS: Schemas['Guardrails'] = { cooldown_seconds: 0, max_concurrent_per_target: 10, max_per_hour_per_target: 1000, max_blast_radius: 1000, approval_ttl_seconds: 3600 };

export const labelIs = (name: string, value: string): Schemas['Matcher'] => ({ name, op: '=', value });

/** A policy for alerts of that name: starts the workflow by itself and asks afterwards whether the service answers 200. */
export const policyFor = (alertname: string, workflowId: string, serviceUrl: string, terms: Partial<Schemas['WriteRemediationPolicy']> = {}): Schemas['WriteRemediationPolicy'] => ({
  name: `policy for ${alertname}`,
  matchers: [labelIs('alertname', alertname)],
  workflow_id: workflowId,
  mode: 'auto',
  guardrails: GENEROUS,
  verification: { kind: 'http_probe', url: `${serviceUrl}/health`, expect_status: 200, interval_seconds: 1, window_seconds: 3 },
  ...terms,
});

/** Waits until the one remediation of the alert is in that status. */
export async function remediationOf(client: ProductClient, alertId: string, status: Schemas['RemediationStatus']): Promise<Schemas['Remediation']> {
  const list = async () => (await client.call('listRemediations', { query: { alert_id: alertId } })).body.items;
  const [remediation] = await eventually(list, (items) => items[0]?.status === status);
  return remediation!;
}

/** A plan of one task that waits for an agent with that capability. */
export const planOf = (name: string, capability: string): Schemas['PlanDraft'] => ({ name, tasks: [{ task_id: 'only', task_type: 'EXECUTE', required_capabilities: [capability] }] });

/** Runs a workflow whose only task asks people first; answers the question, which stands. */
export async function askedApproval(client: ProductClient, name: string, url: string): Promise<Schemas['Approval']> {
  const asking: JsonObject = { call: 'http', with: { method: 'post', endpoint: url }, metadata: { orchestrix: { approval: { message: name } } } };
  const workflow = (await client.call('createWorkflow', { body: { name, definition: definitionOf('asking', [{ asking }]) } })).body;
  const execution = (await client.call('executeWorkflow', { path: { workflowId: workflow.id }, body: {} })).body;
  const list = async () => (await client.call('listApprovals', { query: { execution_id: execution.id } })).body.items;
  const [approval] = await eventually(list, (items) => items.length > 0);
  return approval!;
}

/**
 * One of everything that the API knows, made through it, every text with `mark` in it. Ids are by the names of the parameters that take them.
 * A parameter that takes a new kind of id gets its line here; the stories that walk the contract ask for it.
 */
export async function oneOfEverything(admin: ProductClient, { mark, serviceUrl }: { readonly mark: string; readonly serviceUrl: string }): Promise<Readonly<Record<string, string>>> {
  await allowLoopback(admin);
  const hook = { url: `${serviceUrl}/${mark}/hook`, description: `hook ${mark}`, event_types: ['tickets.ticket.completed' as const] };
  const endpoint = (await admin.call('createWebhookEndpoint', { body: hook })).body;
  const me = (await admin.call('whoAmI')).body;
  const told = { kind: 'webhook', settings: { url: `${serviceUrl}/${mark}/told` }, secrets: { signing_secret: mark } };
  const receiver = (await admin.call('createReceiver', { body: { name: `receiver ${mark}`, description: mark, integrations: [told] } })).body;
  const routing = (await admin.call('putRouting', { headers: { 'If-Match': '*' }, body: { route: { receiver: receiver.name, group_by: [mark] }, note: mark } })).body;
  await admin.send('createContactMethod', { body: { kind: 'email', address: `${mark}@contact.example`, label: mark } }); // it is stored, though the mail server takes no code
  const [contact] = (await admin.call('listContactMethods')).body.items;
  const [notification] = (await admin.call('testReceiver', { path: { receiverId: receiver.id }, body: { labels: { mark } } })).body.items;
  const rule = (await admin.call('createAlertRule', { body: { name: `rule ${mark}`, matchers: [labelIs('alertname', mark)], annotations: { runbook: mark } } })).body;
  const lone = { kind: 'promql' as const, name: `lone ${mark}`, expr: 'vector(0) > 1', annotations: { runbook: mark } };
  const metricRule = (await admin.call('createAlertRule', { body: lone })).body;
  const group = (await admin.call('createRuleGroup', { body: { namespace: mark, name: mark, rules: [{ name: `grouped ${mark}`, expr: 'vector(0) > 1', annotations: { runbook: mark } }] } })).body;
  const definition = definitionOf(`workflow-${mark}`, [post('repair', `${serviceUrl}/${mark}/repair`)]);
  const workflow = (await admin.call('createWorkflow', { body: { name: `workflow ${mark}`, description: mark, definition } })).body;
  const policy = (await admin.call('createRemediationPolicy', { body: policyFor(mark, workflow.id, serviceUrl, { description: mark, input: { mark } }) })).body;
  const alerts = [];
  for (const instance of ['a', 'b']) alerts.push((await admin.call('createAlert', { body: { labels: { alertname: mark, instance: `${mark}-${instance}` }, annotations: { summary: mark } } })).body);
  const [alert] = alerts;
  const silence = (await admin.call('createSilence', { body: { matchers: [{ name: 'service', op: '=', value: mark }], duration_seconds: 3600, comment: mark } })).body;
  // They are open and fire: with a routing configuration they are in a group, which is flushed after half a minute at the earliest.
  const [alertGroup] = await eventually(async () => (await admin.call('listAlertGroups')).body.items, (items) => items.length > 0);
  const window = (await admin.call('createMaintenanceWindow', { body: { name: mark, matchers: [{ name: 'service', op: '=', value: mark }], starts_at: '2099-01-01T00:00:00Z', ends_at: '2099-01-02T00:00:00Z' } })).body;
  const remediations = [];
  for (const { id } of alerts) remediations.push(await remediationOf(admin, id, 'verified'));
  const [remediation] = remediations;
  const executionId = remediation!.execution_id!;
  const [ticket] = (await admin.call('listTickets', { query: { execution_id: executionId } })).body.items;
  const listDeliveries = async () => (await admin.call('listWebhookDeliveries', { path: { endpointId: endpoint.id } })).body.items;
  const [delivery] = await eventually(listDeliveries, (items) => items.length > 0 && items.every(({ status }) => status === 'delivered'));
  const key = (await admin.call('createApiKey', { body: { name: `key ${mark}`, scopes: ['alerts:read'] } })).body;
  const agentId = randomUUID();
  await admin.call('registerAgent', { body: { agent_id: agentId, name: `agent ${mark}`, version: '1', capabilities: ['run.shell'], labels: { mark }, slots: 1 } });
  const domain = createHash('sha256').update(mark).digest('hex').slice(0, 12);
  const member = (await admin.call('inviteMember', { body: { email: `${mark}@${domain}.example`, name: `member ${mark}`, role: 'viewer' } })).body;
  const task = { task_id: mark, task_type: 'EXECUTE' as const, required_capabilities: ['nobody-has-this'], parameters: { mark } };
  const plan = (await admin.call('submitPlan', { body: { name: `plan ${mark}`, intent_id: mark, tasks: [task] } })).body;
  const approval = await askedApproval(admin, `asking ${mark}`, `${serviceUrl}/${mark}/asked`);
  const integration = (await admin.call('createIntegration', { body: { name: `integration ${mark}`, kind: 'generic', authentication: { kind: 'api_key' }, mapping: { labels: { alertname: '.check' } } } })).body;
  const receipt = (await admin.call('receiveIntegrationEvents', { path: { integrationId: integration.id }, headers: { 'content-type': 'application/json' }, body: { check: mark } as never })).body;
  const heartbeat = (await admin.call('createHeartbeat', { body: { name: `heartbeat ${mark}`, interval_seconds: 3600, labels: { mark } } })).body;
  const secret = (await admin.call('putSecret', { path: { secretName: `secret-${mark}` }, body: { value: mark } })).body;
  return {
    tenant_id: me.tenant!.id,
    tenantId: me.tenant!.id,
    'X-Tenant-Id': me.tenant!.id,
    actor: me.subject,
    agentId,
    alertId: alert!.id,
    alert_id: alert!.id,
    entity_id: alert!.id,
    fingerprint: alert!.fingerprint,
    ruleId: rule.id,
    metricRuleId: metricRule.id,
    groupId: group.id,
    alertGroupId: alertGroup!.id,
    group_id: group.id,
    rule_id: rule.id,
    workflow_id: workflow.id,
    workflowId: workflow.id,
    version: String(workflow.version),
    routingVersion: String(routing.version),
    policyId: policy.id,
    policy_id: policy.id,
    remediationId: remediation!.id,
    correlation_id: remediation!.correlation_id,
    execution_id: executionId,
    parent_execution_id: executionId,
    approvalId: approval.id,
    executionId,
    ticketId: ticket!.id,
    ticket_id: ticket!.id,
    endpointId: endpoint.id,
    receiverId: receiver.id,
    contactMethodId: contact!.id,
    integration_id: receiver.integrations[0]!.id,
    notificationDeliveryId: notification!.delivery_id,
    alert_group_id: alertGroup!.id,
    deliveryId: delivery!.id,
    apiKeyId: key.id,
    silenceId: silence.id,
    windowId: window.id,
    memberId: member.id,
    planId: plan.id,
    plan_id: plan.id,
    secretName: secret.name,
    integrationId: integration.id,
    receiptId: receipt.id,
    heartbeatId: heartbeat.id,
  };
}
