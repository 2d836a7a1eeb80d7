import { AppError } from '#pkg/apperror';
import { createEgressClient, createHttpCaller } from '#pkg/egress';
import { JqExpressions } from '#pkg/jq';
import { currentTraceparent } from '#pkg/observability';
import type { Actor } from '#internal/kernel';
import { createAlerting } from '../alerting/module.ts';
import { createAudit } from '../audit/module.ts';
import { createAutomation } from '../automation/module.ts';
import { createIntegrations } from '../integrations/module.ts';
import { createRemediation } from '../remediation/module.ts';
import { createSettings } from '../settings/module.ts';
import { createTickets } from '../tickets/module.ts';
import type { CommonConfig } from './config.ts';
import type { Platform } from './platform.ts';

export type Contexts = ReturnType<typeof createContexts>;

/**
 * Wires every context but `auth` and fills the ports between them. Both processes build all of it: the API uses the operations, the worker the reactions
 * and the activities. Nothing connects before it is used.
 */
export function createContexts(platform: Platform, config: CommonConfig) {
  const settings = createSettings({ ...platform, privateRanges: config.egressPrivateRanges });
  const { egressPolicyOf } = settings;
  const egress = createEgressClient({ propagate: traceHeaders });
  const expressions = new JqExpressions();

  const audit = createAudit(platform);
  const alerting = createAlerting(platform);
  const integrations = createIntegrations({ intake: { receive: alerting.useCases.receiveSignals } });
  const tickets = createTickets(platform);

  const automation = createAutomation({
    ...platform,
    expressions,
    http: createHttpCaller<Actor>({ client: egress, policyOf: egressPolicyOf }),
    tickets: {
      begin: tickets.useCases.beginTicket,
      complete: tickets.useCases.completeTicket,
      fail: tickets.useCases.failTicket,
    },
    verifier: { verify: (...call) => remediation.useCases.verifyOutcome(...call) },
    temporal: { address: config.temporalAddress, namespace: config.temporalNamespace, taskQueue: config.taskQueue, uiUrl: config.temporalUiUrl },
  });

  const remediation = createRemediation({
    ...platform,
    egress,
    egressPolicyOf,
    alerts: { isResolved: async (actor, alertId) => (await alerting.useCases.getAlert(actor, alertId as AlertId)).status === 'resolved' },
    workflows: { has: (actor, id, version) => found(automation.useCases.getWorkflowVersion(actor, id, version)) },
    executions: {
      async request(actor, { workflowVersion, ...request }) {
        const execution = await automation.useCases.requestExecution(actor, { ...request, ...(workflowVersion !== undefined && { version: workflowVersion }) });
        return { executionId: execution.id };
      },
    },
  });

  return {
    operations: {
      ...audit.operations,
      ...alerting.operations,
      ...integrations.operations,
      ...tickets.operations,
      ...automation.operations,
      ...remediation.operations,
      ...settings.operations,
    },
    reactions: {
      alerting: alerting.handlers,
      remediation: remediation.subscriptions,
      automation: automation.subscriptions,
      tickets: tickets.subscriptions,
    },
    activities: automation.activities,
    temporal: automation.temporal,
    async stop(): Promise<void> {
      await automation.stop();
      await expressions.close();
    },
  };
}

const traceHeaders = (): Record<string, string> => {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { traceparent };
};

/** Whether a thing is there; any other failure stays one. */
async function found(looked: Promise<unknown>): Promise<boolean> {
  try {
    await looked;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}
