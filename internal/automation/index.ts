export type { Execution, ExecutionId, ExecutionOutcome, ExecutionStatus, ExecutionTerms } from './domain/execution.ts';
export type { Workflow, WorkflowDraft, WorkflowId, WorkflowWithDefinition } from './domain/workflow.ts';
export type { HttpAnswer, HttpCall, HttpCaller } from './ports/http-caller.ts';
export type { OutcomeVerifier, VerifiedOutcome } from './ports/outcome-verifier.ts';
export type { BegunTicket, TicketRequest, Tickets } from './ports/tickets.ts';
export type { CreateWorkflow } from './service/create-workflow.ts';
export type { GetExecution } from './service/get-execution.ts';
export type { GetWorkflow } from './service/get-workflow.ts';
export type { ExecutionRequest, RequestExecution } from './service/request-execution.ts';
