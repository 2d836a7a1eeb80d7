import { randomUUID } from 'node:crypto';
import { AppError, unavailable, type ErrorCode } from '#pkg/apperror';
import type { components, Problem } from '#internal/platform/http';

type Schemas = components['schemas'];
export type Alert = Schemas['Alert'];
export type AlertRule = Schemas['AlertRule'];
export type AuditEntryJson = Schemas['AuditLogEntry'];
export type AuditVerificationJson = Schemas['AuditVerification'];
export type Execution = Schemas['Execution'];
export type ExecutionStep = Schemas['ExecutionStep'];
export type Policy = Schemas['RemediationPolicy'];
export type RemediationJson = Schemas['Remediation'];
export type Ticket = Schemas['Ticket'];
export type StoredWorkflow = Schemas['Workflow'];

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly version?: number;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

const PATIENCE_MS = 15_000;

/** The part of the public REST API that the demo uses. Every method throws an `AppError` whose message names the call and repeats the API's reasons. */
export class DemoClient {
  constructor(private readonly options: { readonly apiUrl: string; readonly accessToken: () => Promise<string> }) {}

  whoAmI = () => this.#ask<Schemas['Caller']>({ method: 'GET', path: '/api/v1/me' });
  health = () => this.#ask<Schemas['Health']>({ method: 'GET', path: '/health' });

  createApiKey = (body: Schemas['NewApiKey']) => this.#ask<Schemas['IssuedApiKey']>({ method: 'POST', path: '/api/v1/api-keys', body });
  revokeApiKey = (id: string) => this.#ask<unknown>({ method: 'POST', path: `/api/v1/api-keys/${id}/revoke` });

  createAlertRule = (body: Schemas['AlertRuleSettings']) => this.#ask<AlertRule>({ method: 'POST', path: '/api/v1/alert-rules', body });
  deleteAlertRule = ({ id, version }: Versioned) => this.#ask<unknown>({ method: 'DELETE', path: `/api/v1/alert-rules/${id}`, version });

  createWorkflow = (body: Schemas['WorkflowDraft']) => this.#ask<StoredWorkflow>({ method: 'POST', path: '/api/v1/workflows', body });
  archiveWorkflow = ({ id, version }: Versioned) => this.#ask<unknown>({ method: 'DELETE', path: `/api/v1/workflows/${id}`, version });

  createPolicy = (body: Schemas['WriteRemediationPolicy']) => this.#ask<Policy>({ method: 'POST', path: '/api/v1/remediation-policies', body });
  deletePolicy = ({ id, version }: Versioned) => this.#ask<unknown>({ method: 'DELETE', path: `/api/v1/remediation-policies/${id}`, version });

  /** Newest first. */
  alertsOfRule = async (ruleId: string) => (await this.#ask<{ readonly items: readonly Alert[] }>({ method: 'GET', path: '/api/v1/alerts', query: { rule_id: ruleId, limit: 5 } })).items;
  acknowledgeAlert = (id: string) => this.#ask<Alert>({ method: 'POST', path: `/api/v1/alerts/${id}/acknowledge` });
  resolveAlert = (id: string) => this.#ask<Alert>({ method: 'POST', path: `/api/v1/alerts/${id}/resolve` });

  remediationsOf = async (alertId: string) =>
    (await this.#ask<{ readonly items: readonly RemediationJson[] }>({ method: 'GET', path: '/api/v1/remediations', query: { alert_id: alertId } })).items;
  execution = (id: string) => this.#ask<Execution>({ method: 'GET', path: `/api/v1/executions/${id}` });
  cancelExecution = (id: string) => this.#ask<unknown>({ method: 'POST', path: `/api/v1/executions/${id}/cancel` });
  tickets = async (executionId: string) =>
    (await this.#ask<{ readonly items: readonly Ticket[] }>({ method: 'GET', path: '/api/v1/tickets', query: { execution_id: executionId, limit: 100 } })).items;

  /** Oldest first, at most 500. */
  auditTrail = async (correlationId: string) => {
    const query = { correlation_id: correlationId, limit: 500 };
    const { items } = await this.#ask<{ readonly items: readonly AuditEntryJson[] }>({ method: 'GET', path: '/api/v1/audit-logs', query });
    return items.toReversed();
  };
  verifyAuditTrail = () => this.#ask<AuditVerificationJson>({ method: 'GET', path: '/api/v1/audit-logs/verify' });

  async #ask<Body>({ method, path, query = {}, body, version }: Call): Promise<Body> {
    const url = new URL(this.options.apiUrl + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const headers: Record<string, string> = { authorization: `Bearer ${await this.options.accessToken()}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    if (method === 'POST') headers['idempotency-key'] = randomUUID();

    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { method, headers, signal: AbortSignal.timeout(PATIENCE_MS), ...(body !== undefined && { body: JSON.stringify(body) }) });
      text = await response.text();
    } catch (cause) {
      throw unavailable(`${method} ${path}: the API at ${this.options.apiUrl} does not answer`, undefined, cause);
    }
    const answer: unknown = text === '' ? undefined : parsed(text);
    if (!response.ok) throw refusal(`${method} ${path}`, response.status, answer);
    return answer as Body; // as the contract says
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const CODES: Readonly<Record<number, ErrorCode>> = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 412: 'precondition_failed', 429: 'limit' };

/** The API's problem document as one sentence. */
export function refusal(call: string, status: number, answer: unknown): AppError {
  const problem: Partial<Problem> = typeof answer === 'object' && answer !== null ? answer : {};
  const reasons = (problem.errors ?? []).filter(({ reason }) => !problem.detail?.includes(reason)).map(({ field, reason }) => `${field} ${reason}`);
  const said = [problem.detail ?? problem.title, ...reasons].filter(Boolean).join('; ');
  return new AppError(CODES[status] ?? (status >= 500 ? 'unavailable' : 'invalid'), `${call} answered ${status}${said === '' ? '' : `: ${said}`}`);
}
