import { AppError } from '#pkg/apperror';
import { createEgressClient, createHttpCaller } from '#pkg/egress';
import { SvgRenderer } from '#pkg/graphviz';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { currentTraceparent } from '#pkg/observability';
import type { AlertId } from '#internal/alerting';
import type { WorkflowId } from '#internal/automation';
import type { Actor, DomainEvent } from '#internal/kernel';
import type { GrpcService } from '#internal/platform/grpc';
import type { TicketId } from '#internal/tickets';
import { claimExpiry, PayloadKeys, PostgresPayloadClaims, sealingDataConverter, TenantPayloadCodec, WorkflowOwners } from '#internal/platform/payloads';
import { createAlerting } from '../alerting/module.ts';
import { createAudit } from '../audit/module.ts';
import { createAutomation } from '../automation/module.ts';
import { createIntegrations } from '../integrations/module.ts';
import { createMetrics } from '../metrics/module.ts';
import { createNotifications } from '../notifications/module.ts';
import { createOrchestration } from '../orchestration/module.ts';
import { createRegistry } from '../registry/module.ts';
import { createRemediation } from '../remediation/module.ts';
import { createSettings } from '../settings/module.ts';
import { createTickets } from '../tickets/module.ts';
import { auditedTickets } from './audited-tickets.ts';
import type { CommonConfig } from './config.ts';
import type { Platform } from './platform.ts';
import { defaultPolicyFile } from './default-policy-file.ts';
import { notificationSource, toldReceivers } from './notified-alerts.ts';
import { planAgents } from './plan-agents.ts';
import { planAlerts } from './plan-alerts.ts';
import { receiverExchange } from './exchanged-receivers.ts';
import { ruleMetrics } from './rule-metrics.ts';
import { processTickets } from './leased-process-tickets.ts';
import { planTickets } from './leased-plan-tickets.ts';

/** Prefix of the ids of `automation`'s workflows; what follows is an execution's id. */
const automationWorkflows = 'automation:execution:';
/** … and of `orchestration`'s; what follows is a plan's id. */
const planWorkflows = 'orchestration:plan:';

export type Contexts = ReturnType<typeof createContexts>;

/**
 * Wires every context but `auth` and fills the ports between them. Both processes build all of it: the API uses the operations, the worker the reactions
 * and the activities. Nothing connects before it is used.
 */
export function createContexts(platform: Platform, config: CommonConfig) {
  const settings = createSettings({ ...platform, privateRanges: config.egressPrivateRanges, secretsKeys: config.secretsKeys });
  const { egressPolicyOf } = settings;
  const egress = createEgressClient({ propagate: traceHeaders });
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  const diagrams = new SvgRenderer();

  const audit = createAudit(platform);
  const metrics = createMetrics({ ...platform, ceilings: () => config.metricLimits, queries: config.metricQueries, ingestBytes: config.metricIngestBytes, remoteStore: config.remoteMetricStore });
  const alerting = createAlerting({
    ...platform,
    metrics: ruleMetrics(metrics),
    // The two contexts need each other, and neither is called before both are there.
    receivers: toldReceivers((actor) => notifications.useCases.allReceivers(actor)),
    receiverExchange: receiverExchange(() => notifications.useCases),
    diagrams,
    publicUrl: config.publicUrl,
  });
  // Bodies of senders are larger and of more items than what workflows compute, and come without anybody's leave: they get a thread of their own.
  const mappingExpressions = new JqExpressions({ cpuMs: 1000, outputBytes: 8 * 1024 * 1024 });
  const integrations = createIntegrations({
    ...platform, secretBox: settings.secretBox, expressions: mappingExpressions, egress,
    intake: { receive: alerting.useCases.receiveSignals }, acknowledger: { acknowledge: alerting.useCases.acknowledgeIdentity },
  });
  const notifications = createNotifications({
    ...platform,
    publicUrl: config.publicUrl,
    egress,
    egressPolicyOf,
    secretBox: settings.secretBox,
    revealSecrets: settings.revealSecrets,
    source: notificationSource(alerting.useCases.notificationSnapshot),
    references: { names: alerting.useCases.routingNamesReceiver },
    alerts: { acknowledge: alerting.useCases.acknowledgeIdentity },
    secretsKeys: config.secretsKeys,
    ...(config.smtp && { smtp: config.smtp }),
  });
  const tickets = createTickets({ ...platform, databaseUrl: config.databaseUrl, chronicle: auditedTickets(audit.useCases.listAuditLogs), signingKeys: config.ticketSigningKeys, issuer: config.publicUrl, egress, egressPolicyOf, secretBox: settings.secretBox });
  const registry = createRegistry({ ...platform, databaseUrl: config.databaseUrl });

  const claims = new PostgresPayloadClaims(platform.transactions);
  const owners = new WorkflowOwners({ [automationWorkflows]: (id) => automation.temporal.ownerOf(id), [planWorkflows]: (id) => orchestration.temporal.ownerOf(id) });
  const codec = new TenantPayloadCodec({ keys: PayloadKeys.parse(config.payloadKeys), owners, claims });
  const dataConverter = sealingDataConverter(codec);

  const temporal = { address: config.temporalAddress, namespace: config.temporalNamespace, taskQueue: config.taskQueue, dataConverter };

  const automation = createAutomation({
    ...platform,
    expressions,
    schemas,
    diagrams,
    http: createHttpCaller<Actor>({ client: egress, policyOf: egressPolicyOf }),
    outgoing: { secrets: { reveal: settings.revealSecrets }, client: egress, policyOf: egressPolicyOf },
    tickets: {
      begin: (actor, { compensates, ...request }) => tickets.useCases.beginTicket(actor, { ...request, ...(compensates !== undefined && { compensates: compensates as TicketId }) }),
      complete: (actor, id, output) => tickets.useCases.completeTicket(actor, id as TicketId, output),
      fail: (actor, id, failure) => tickets.useCases.failTicket(actor, id as TicketId, failure),
    },
    processes: processTickets(tickets.useCases),
    // The two contexts need each other, and neither is called before both are there.
    verifier: { verify: (actor, specification, onProgress, signal) => remediation.useCases.verifyOutcome(actor, specification, onProgress, signal) },
    quotas: (tenantId) => config.executionQuotas[tenantId] ?? config.executionQuota,
    maxCausationDepth: config.executionMaxCausationDepth,
    temporal: { ...temporal, uiUrl: config.temporalUiUrl, maxTaskRuns: config.executionMaxTaskRuns },
  });

  const orchestration = createOrchestration({
    ...platform, tickets: planTickets(tickets.useCases), agents: planAgents(registry.useCases), temporal,
    ...(config.opaPath !== undefined && { opa: config.opaPath }),
    defaultPolicyFile: defaultPolicyFile(),
    secretOf: async (actor, name) => (await settings.revealSecrets(actor, [name]))[name],
  });

  const remediation = createRemediation({
    ...platform,
    egress,
    egressPolicyOf,
    secretBox: settings.secretBox,
    alerts: {
      isResolved: async (actor, alertId) => (await alerting.useCases.getAlert(actor, alertId as AlertId)).status === 'resolved',
      isHeldBack: async (actor, labels) => (await alerting.useCases.heldBack(actor, labels)) !== undefined,
    },
    workflows: { has: (actor, id, version) => usable(async () => {
      const workflow = await automation.useCases.getWorkflow(actor, id as WorkflowId);
      if (version !== undefined) await automation.useCases.getWorkflowVersion(actor, workflow.id, version);
      return workflow.archivedAt === undefined;
    }) },
    executions: {
      async request(actor, { workflowId, workflowVersion, ...terms }) {
        const execution = await automation.useCases.requestExecution(actor, { ...terms, workflowId: workflowId as WorkflowId, ...(workflowVersion !== undefined && { version: workflowVersion }) });
        return { executionId: execution.id };
      },
    },
  });

  const expiryOf = (workflowIdOf: (event: DomainEvent) => string) => claimExpiry({ claims, clock: platform.clock, retentionDays: config.payloadRetentionDays, workflowIdOf });

  return {
    operations: {
      ...audit.operations,
      ...alerting.operations,
      ...metrics.operations,
      ...integrations.operations,
      ...notifications.operations,
      ...tickets.operations,
      ...registry.operations,
      ...automation.operations,
      ...orchestration.operations,
      ...remediation.operations,
      ...settings.operations,
    },
    grpcServices: [...registry.grpcServices, ...tickets.grpcServices] satisfies readonly GrpcService[],
    reactions: {
      alerting: alerting.handlers,
      integrations: integrations.handlers,
      remediation: remediation.subscriptions,
      automation: automation.subscriptions,
      events: automation.eventSubscriptions,
      tickets: tickets.subscriptions,
      webhooks: tickets.webhookSubscriptions,
      registry: registry.subscriptions,
      notifications: notifications.subscriptions,
      orchestration: orchestration.subscriptions,
      healing: { 'orchestration.plan.failed': planAlerts(alerting.useCases.receiveSignals) },
      payloads: {
        'automation.execution.finished': expiryOf(({ data }) => automation.temporal.workflowIdOf(data['execution_id'] as string)),
        ...Object.fromEntries(['completed', 'failed', 'cancelled'].map((end) => [`orchestration.plan.${end}`, expiryOf(({ aggregateId }) => orchestration.temporal.workflowIdOf(aggregateId))])),
      },
    },
    activities: { ...automation.activities, ...orchestration.activities },
    temporal: automation.temporal,
    payloads: { codec, dataConverter },
    ticketTokenAuthenticator: tickets.authenticator,
    senderAuthenticator: integrations.authenticator,
    mailListener: integrations.mailListener,
    jobs: [...alerting.jobs, ...integrations.jobs, ...notifications.jobs, ...tickets.jobs, ...remediation.jobs, ...metrics.jobs],
    /** Hears of changes of agents, for those who watch them. */
    listen: () => registry.listen(),
    async stop(): Promise<void> {
      await alerting.stop();
      await notifications.stop();
      await metrics.stop();
      await registry.stop();
      await tickets.stop();
      await automation.stop();
      await orchestration.stop();
      await expressions.close();
      await mappingExpressions.close();
      await schemas.close();
      await diagrams.close();
    },
  };
}

const traceHeaders = (): Record<string, string> => {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { traceparent };
};

/** What the look says, or no when there is nothing to look at; any other failure stays one. */
async function usable(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}
