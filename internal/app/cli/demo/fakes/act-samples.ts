import type { ActSnapshot } from '../act-snapshot.ts';
import type { Alert, Execution, ExecutionStep, RemediationJson, StoredWorkflow, Ticket } from '../demo-client.ts';
import { actNames, demoWorkflow } from '../demo-payloads.ts';

/** Noon, when all samples were taken. */
export const NOON = new Date('2026-03-01T12:00:00.000Z');
const BEGUN = '2026-03-01T11:59:58.000Z';

const names = actNames('k3f9', 1);
export const sampleWorkflow = { id: 'w', version: 1, ...demoWorkflow(names, 'http://127.0.0.1:4000', 20) } as unknown as StoredWorkflow;

export const sampleStep = (path: string, change: Partial<ExecutionStep> = {}): ExecutionStep => ({
  path, name: path.split('/').at(-1) ?? path, kind: 'call', status: 'completed', attempt: 1, input: null, output: null, error: null,
  started_at: BEGUN, finished_at: BEGUN, duration_ms: 45, ticket_id: `ticket of ${path}`, activity_id: '1', ...change,
});

export const sampleTicket = (path: string, change: Partial<Ticket> = {}): Ticket => ({
  id: `ticket of ${path}`, execution_id: 'e', plan_id: null, intent_id: null, decision_id: null, correlation_id: 'c', trace_id: null, span_id: null, delivery: 'inline', task_id: path, task_path: path,
  task_name: path.split('/').at(-1) ?? path, type: 'EXECUTE', description: null, dependencies: [], status: 'COMPLETED', priority: 'NORMAL', risk_band: 'MEDIUM',
  sla: { deadline: null, timeout_ms: null, max_retries: 3, state: 'none' }, qos: { delivery_mode: 'AT_LEAST_ONCE', consistency: 'STRONG', durability: 'PERSISTENT' },
  idempotency_key: `e:${path}:do`, parameters: null, required_capabilities: [], security_level: 'INTERNAL', attempts: 1, retry_count: 0, agent_id: null, lease_expires_at: null, progress: null,
  output: null, error: null, compensates: null, compensation_ticket_id: null, estimated_duration_ms: null, actual_duration_ms: 45, metadata: {},
  created_at: BEGUN, offered_at: null, schedule_reason: null, reservation: null, started_at: BEGUN, completed_at: BEGUN, schema_version: '1.0', hash: null, version: 1, ...change,
});

/** An act before anything has happened. */
export const quiet: ActSnapshot = {
  at: NOON,
  service: { instance: names.instance, up: true, workers: 4, stuckWorkers: 0, standbyWorkers: 2, traffic: 'primary', draining: false, requests: 10, failedRequests: 0, busyWith: [], pages: [] },
  source: { title: 'Prometheus 2.42.0', state: 'inactive', url: 'http://127.0.0.1:9090/alerts' },
  tickets: [],
  workflow: sampleWorkflow,
};

/** The same act while its workflow runs. Only what the view reads is filled in. */
export const inFull: ActSnapshot = {
  ...quiet,
  at: new Date(NOON.getTime() + 3000),
  service: { ...quiet.service, stuckWorkers: 4, traffic: 'standby', failedRequests: 7 },
  source: { ...quiet.source, state: 'firing' },
  alert: { id: 'a', status: 'firing', name: 'CheckoutWorkersStuck', severity: 'critical', resolution: null, escalation_reason: null } as Alert,
  remediation: { id: 'r', status: 'running', mode: 'auto', policy_name: 'Fix stuck workers', target: names.instance, reason: null } as RemediationJson,
  execution: {
    id: 'e', status: 'running', outcome: null, workflow_name: 'Restart workers', workflow_version: 1, finished_at: null,
    temporal: { workflow_id: 't', run_id: 'u', web_url: 'http://127.0.0.1:8233/workflows/t' },
    steps: [sampleStep('/do/0/scale-up-standby'), sampleStep('/do/1/shift-traffic', { status: 'running', finished_at: null, duration_ms: null })],
  } as unknown as Execution,
  tickets: [sampleTicket('/do/0/scale-up-standby'), sampleTicket('/do/1/shift-traffic', { status: 'RUNNING', completed_at: null, attempts: 2 })],
};
