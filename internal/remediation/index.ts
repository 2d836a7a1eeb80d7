export type { ConsiderAlert } from './service/consider-alert.ts';
export type { VerifiedOutcome, VerifyOutcome } from './service/verify-outcome.ts';
export type { AlertStates } from './ports/alert-states.ts';
export type { ExecutionRequest, Executions } from './ports/executions.ts';
export type { WorkflowCatalog } from './ports/workflow-catalog.ts';
export type { Remediation, RemediationId, RemediationStatus } from './domain/remediation.ts';
