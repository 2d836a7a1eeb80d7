import type { Clock, IdGenerator } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { TemporalOptions } from '#pkg/temporal';
import { nextTime } from '#pkg/cron';
import { dryRunner } from './activities/dry-run.ts';
import { executionActivities } from './activities/execution-activities.ts';
import { eventSubscriptions } from './consumers/event-subscriptions.ts';
import { executionSubscriptions } from './consumers/execution-subscriptions.ts';
import { approvalOperations } from './http/approval-operations.ts';
import { eventOperations } from './http/event-operations.ts';
import { catalogueOperations } from './http/catalogue-operations.ts';
import { diagramOperations } from './http/diagram-operations.ts';
import { dryRunOperations } from './http/dry-run-operations.ts';
import { executionOperations } from './http/execution-operations.ts';
import { lifecycleOperations } from './http/lifecycle-operations.ts';
import { quotaOperations } from './http/quota-operations.ts';
import { scheduleOperations } from './http/schedule-operations.ts';
import { transferOperations } from './http/transfer-operations.ts';
import { workflowOperations } from './http/workflow-operations.ts';
import { MAX_CAUSATION_DEPTH } from './domain/causation.ts';
import { scheduleFaults } from './domain/schedule-rules.ts';
import type { DiagramRenderer } from './ports/diagram-renderer.ts';
import type { Exchange } from './ports/exchange.ts';
import type { Expressions } from './ports/expressions.ts';
import type { HttpCaller } from './ports/http-caller.ts';
import { outgoingCalls, type OutgoingCallsDeps } from './egress/outgoing-calls.ts';
import type { OutcomeVerifier } from './ports/outcome-verifier.ts';
import type { ProcessTickets } from './ports/process-tickets.ts';
import type { SchemaChecks } from './ports/schema-checks.ts';
import type { Tickets } from './ports/tickets.ts';
import { temporalWorkflowId } from './domain/execution.ts';
import type { ExecutionQuotas } from './domain/execution-quota.ts';
import { postgresAutomation } from './postgres/postgres-automation.ts';
import { PostgresThrottles } from './postgres/postgres-throttles.ts';
import { executionOwner } from './postgres/postgres-execution-owner.ts';
import { admitExecutions } from './service/admit-executions.ts';
import { archiveWorkflow } from './service/archive-workflow.ts';
import { backfillWorkflowSchedule } from './service/backfill-workflow-schedule.ts';
import { cancelExecution } from './service/cancel-execution.ts';
import { checkDefinition } from './service/check-definition.ts';
import { createWorkflow } from './service/create-workflow.ts';
import { currentQuota } from './service/current-quota.ts';
import { controlSchedule } from './service/control-schedule.ts';
import { decideApproval } from './service/decide-approval.ts';
import { deliverCancellation } from './service/deliver-cancellation.ts';
import { deliverPause } from './service/deliver-pause.ts';
import { discardWorkflowDraft } from './service/discard-workflow-draft.ts';
import { drawDiagram } from './service/draw-diagram.ts';
import { dryRunWorkflow } from './service/dry-run-workflow.ts';
import { enableWorkflow } from './service/enable-workflow.ts';
import { getExecutionDiagram } from './service/get-execution-diagram.ts';
import { fireSchedule } from './service/fire-schedule.ts';
import { followSchedule } from './service/follow-schedule.ts';
import { getExecutionTree } from './service/get-execution-tree.ts';
import { endWaits } from './service/end-waits.ts';
import { exchangeApprovals } from './service/exchange-approvals.ts';
import { exchangeChildren } from './service/exchange-children.ts';
import { exchangeEvents } from './service/exchange-events.ts';
import { getExecution } from './service/get-execution.ts';
import { getWorkflowDiagram } from './service/get-workflow-diagram.ts';
import { getWorkflowDraft } from './service/get-workflow-draft.ts';
import { getWorkflow } from './service/get-workflow.ts';
import { getWorkflowVersion } from './service/get-workflow-version.ts';
import { importWorkflows } from './service/import-workflows.ts';
import { installCatalogueAction } from './service/install-catalogue-action.ts';
import { journalExecution } from './service/journal-execution.ts';
import { listEvents } from './service/list-events.ts';
import { getExecutionQuota, updateExecutionQuota } from './service/manage-execution-quota.ts';
import { keepExecutionQuota } from './service/keep-execution-quota.ts';
import { listExecutions } from './service/list-executions.ts';
import { listWorkflowScheduleFires, listWorkflowSchedules } from './service/list-workflow-schedules.ts';
import { listWorkflowVersions } from './service/list-workflow-versions.ts';
import { listWorkflows } from './service/list-workflows.ts';
import { publishEvents } from './service/publish-events.ts';
import { pauseExecution } from './service/pause-execution.ts';
import { publishWorkflow } from './service/publish-workflow.ts';
import { getApproval, listApprovals } from './service/read-approvals.ts';
import { reconcileExecution } from './service/reconcile-execution.ts';
import { removeOldEvents } from './service/remove-old-events.ts';
import { requestExecution } from './service/request-execution.ts';
import { routeEvent } from './service/route-event.ts';
import { saveWorkflowDraft } from './service/save-workflow-draft.ts';
import { rerunExecution } from './service/rerun-execution.ts';
import { startExecution } from './service/start-execution.ts';
import { startFromEvents } from './service/start-from-events.ts';
import { tellParent } from './service/tell-parent.ts';
import { tellListeners } from './service/tell-listeners.ts';
import { triggerWorkflowSchedule } from './service/trigger-workflow-schedule.ts';
import { updateWorkflow } from './service/update-workflow.ts';
import { TemporalExecutions } from './temporal/temporal-executions.ts';

export interface AutomationDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly expressions: Expressions;
  readonly schemas: SchemaChecks;
  readonly diagrams: DiagramRenderer;
  readonly http: HttpCaller;
  /** What calls need beside HTTP. */
  readonly outgoing: Omit<OutgoingCallsDeps, 'clock'>;
  readonly tickets: Tickets;
  /** Tickets of what agents run. */
  readonly processes: ProcessTickets;
  readonly verifier: OutcomeVerifier;
  /** What the installation allows each tenant. */
  readonly quotas: ExecutionQuotas;
  /** Most executions that lead to one, one because of the other. */
  readonly maxCausationDepth?: number;
  /** `uiUrl` is the root of Temporal's Web UI, for links. */
  readonly temporal: TemporalOptions & { readonly uiUrl?: string; readonly maxTaskRuns?: number };
}

/** Wires workflows, executions and the interpreter. Nothing connects before it is used. */
export function createAutomation({ transactions, clock, ids, expressions, schemas, diagrams, http, outgoing, tickets, processes, verifier, quotas: ceilings, maxCausationDepth = MAX_CAUSATION_DEPTH, temporal }: AutomationDeps) {
  const work = postgresAutomation(transactions);
  const runner = new TemporalExecutions(temporal);
  const journal = journalExecution({ work, clock });
  const check = checkDefinition({ http, checkSchema: (schema) => schemas.schemaFault(schema), checkExpression: (program, variables) => expressions.check(program, variables), checkSchedule: (definition) => scheduleFaults(definition, nextTime, clock.now()) });
  const quotas = currentQuota({ work, clock, ceilings });
  const admit = admitExecutions({ work, clock, quotas });
  const start = startExecution({ work, runner, journal, admit });
  const request = requestExecution({ work, clock, ids });
  const get = getExecution({ work });
  const cancel = cancelExecution({ work, clock });
  const firing = { work, clock, ids, request, cancel, nextCron: nextTime };
  const events = exchangeEvents({ work, clock, ids });
  const questions = exchangeApprovals({ work, clock, ids });
  const exchange: Exchange = {
    ...events,
    ...questions,
    ...exchangeChildren({ work, request, cancel, maxCausationDepth }),
    async unsubscribe(actor, executionId, key) {
      await events.unsubscribe(actor, executionId, key);
      await questions.withdraw(actor, executionId, key);
    },
  };
  const create = createWorkflow({ work, clock, ids, checkDefinition: check });
  const draw = drawDiagram({ renderer: diagrams });
  const useCases = {
    createWorkflow: create,
    installCatalogueAction: installCatalogueAction({ createWorkflow: create }),
    updateWorkflow: updateWorkflow({ work, clock, checkDefinition: check }),
    archiveWorkflow: archiveWorkflow({ work, clock }),
    getWorkflowDraft: getWorkflowDraft({ work, checkDefinition: check }),
    saveWorkflowDraft: saveWorkflowDraft({ work, clock }),
    discardWorkflowDraft: discardWorkflowDraft({ work }),
    publishWorkflow: publishWorkflow({ work, clock, checkDefinition: check }),
    enableWorkflow: enableWorkflow({ work, clock }),
    importWorkflows: importWorkflows({ work, clock, ids, checkDefinition: check }),
    dryRunWorkflow: dryRunWorkflow({ work, checkDefinition: check, runner: dryRunner({ expressions, schemas, now: () => clock.now().getTime() }) }),
    listWorkflows: listWorkflows({ work }),
    getWorkflow: getWorkflow({ work }),
    listWorkflowVersions: listWorkflowVersions({ work }),
    getWorkflowVersion: getWorkflowVersion({ work }),
    requestExecution: request,
    cancelExecution: cancel,
    pauseExecution: pauseExecution({ work, clock }),
    rerunExecution: rerunExecution({ work, clock, ids }),
    listExecutions: listExecutions({ work }),
    getExecution: get,
    getExecutionTree: getExecutionTree({ work }),
    publishEvents: publishEvents({ work, clock, ids }),
    listEvents: listEvents({ work }),
    listApprovals: listApprovals({ work }),
    getApproval: getApproval({ work }),
    decideApproval: decideApproval({ work, clock }),
    ...controlSchedule(firing),
    listWorkflowSchedules: listWorkflowSchedules({ work }),
    listWorkflowScheduleFires: listWorkflowScheduleFires({ work }),
    triggerWorkflowSchedule: triggerWorkflowSchedule(firing),
    backfillWorkflowSchedule: backfillWorkflowSchedule(firing),
    getExecutionDiagram: getExecutionDiagram({ work, draw }),
    getWorkflowDiagram: getWorkflowDiagram({ work, draw }),
  };
  return {
    operations: {
      ...workflowOperations(useCases),
      ...lifecycleOperations(useCases),
      ...transferOperations(useCases),
      ...diagramOperations(useCases),
      ...catalogueOperations(useCases),
      ...executionOperations({ ...useCases, requestExecution: keepExecutionQuota({ work, clock, quotas, request }) }, temporal),
      ...dryRunOperations(useCases),
      ...eventOperations(useCases),
      ...approvalOperations(useCases),
      ...scheduleOperations({
        ...useCases,
        triggerWorkflowSchedule: keepExecutionQuota({ work, clock, quotas, request: useCases.triggerWorkflowSchedule }),
        backfillWorkflowSchedule: keepExecutionQuota({ work, clock, quotas, request: useCases.backfillWorkflowSchedule }),
      }),
      ...quotaOperations({ getExecutionQuota: getExecutionQuota({ work, clock, ceilings }), updateExecutionQuota: updateExecutionQuota({ work, clock, ceilings }) }),
    },
    activities: executionActivities({ journal, tickets, processes, http, outgoing: outgoingCalls({ ...outgoing, clock }), verifier, expressions, schemas, exchange, throttles: new PostgresThrottles(transactions, clock), clock }),
    subscriptions: executionSubscriptions({
      admitExecutions: admit,
      startExecution: start,
      deliverCancellation: deliverCancellation({ work, runner, journal }),
      deliverPause: deliverPause({ work, runner }),
      reconcileExecution: reconcileExecution({ work, clock, runner, startExecution: start }),
    }),
    /** How events reach those who wait for them. */
    eventSubscriptions: eventSubscriptions({
      routeEvent: routeEvent({ work, clock, expressions, maxCausationDepth }),
      removeOldEvents: removeOldEvents(firing),
      tellListeners: tellListeners({ work, clock, ids }),
      admitExecutions: admit,
      atomically: (actor, nested) => journal.atomically(actor, nested),
      endWaits: endWaits({ work, clock }),
      tellParent: tellParent({ work, runner }),
      followSchedule: followSchedule({ work, clock, ids, nextCron: nextTime }),
      fireSchedule: fireSchedule(firing),
      startFromEvents: startFromEvents(firing),
      runner,
    }),
    useCases,
    temporal: {
      /** Throws `unavailable` unless Temporal answers. */
      check: () => runner.check(),
      /** The workflow of an execution, and whose execution a workflow is. */
      workflowIdOf: temporalWorkflowId,
      ownerOf: executionOwner(transactions),
    },
    /** Ends the connection to Temporal. */
    stop: () => runner.close(),
  };
}
