import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { JsonValue, Lease, Ticket } from './leased-ticket.ts';

/** The server refused a request. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** The problem document (RFC 9457), where there is one. */
    readonly problem: { readonly code?: string; readonly detail?: string },
  ) {
    super(`the server answered ${status}${problem.detail === undefined ? '' : `: ${problem.detail}`}`);
  }
}

/** What an agent says of itself. */
export interface Registration {
  readonly agent_id: string;
  readonly name: string;
  readonly version: string;
  readonly capabilities: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly slots: number;
}

export interface Telemetry {
  readonly cpu: number;
  readonly memory: number;
  readonly in_flight: number;
  readonly queued: number;
}

/** What the holder of a lease says of one ticket. */
export type TicketReport = { readonly ticket_id: string; readonly lease_token: number } & (
  | { readonly report: 'alive'; readonly lease_seconds: number; readonly progress?: JsonValue }
  | { readonly report: 'completed'; readonly output: JsonValue }
  | { readonly report: 'failed'; readonly error: JsonValue; readonly retryable: boolean }
);

/** What came of a report: 200, or why it does not count. */
export interface ReportAnswer {
  readonly status: number;
  readonly problem: ApiError['problem'] | null;
}

export interface HeartbeatAnswer {
  readonly next_interval_seconds: number;
  readonly instructions: readonly string[];
}

/** Refusals that the same request may not get the next time. Without a status nobody answered at all. */
const isTransient = (error: unknown): boolean => !(error instanceof ApiError) || [408, 425, 429, 500, 502, 503, 504].includes(error.status);

const REQUEST_TIMEOUT_MS = 15_000;
const jitteredBackoff = () => new ExponentialBackoff({ initialDelay: 200, maxDelay: 10_000 });

/** The REST operations that an agent needs. Each is repeated with growing, jittered pauses until it is answered or `signal` aborts; all of them may be. */
export class OrchestrixApi {
  private readonly base: string;

  constructor({ url, apiKey }: { readonly url: string; readonly apiKey: string }, private readonly onRetry: (error: unknown) => void) {
    this.base = url.replace(/\/+$/, '');
    this.headers = { 'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json' };
  }

  private readonly headers: Readonly<Record<string, string>>;

  register(registration: Registration, signal: AbortSignal): Promise<{ readonly agent: { readonly generation: number }; readonly heartbeat_interval_seconds: number }> {
    return this.call('POST', '/api/v1/agents', registration, { signal });
  }

  heartbeat(agentId: string, beat: { readonly generation: number; readonly telemetry: Telemetry; readonly draining: boolean }, signal: AbortSignal): Promise<HeartbeatAnswer> {
    return this.call('POST', `/api/v1/agents/${encodeURIComponent(agentId)}/heartbeat`, beat, { signal });
  }

  deregister(agentId: string, generation: number, signal: AbortSignal): Promise<void> {
    return this.call('DELETE', `/api/v1/agents/${encodeURIComponent(agentId)}?generation=${generation}`, undefined, { signal });
  }

  async lease(want: { readonly agent_id: string; readonly capabilities: readonly string[]; readonly max: number; readonly wait_seconds: number; readonly lease_seconds: number }, signal: AbortSignal) {
    const { items } = await this.call<{ readonly items: readonly { readonly ticket: Ticket; readonly lease: Lease }[] }>('POST', '/api/v1/tickets/lease', want, { signal, timeoutMs: REQUEST_TIMEOUT_MS + want.wait_seconds * 1000 });
    return items;
  }

  /** Answered in the order of the reports, each by itself. */
  async report(reports: readonly TicketReport[], signal: AbortSignal) {
    const { items } = await this.call<{ readonly items: readonly ReportAnswer[] }>('POST', '/api/v1/tickets/report', { items: reports }, { signal });
    return items;
  }

  private async call<Answer>(method: string, path: string, body: object | undefined, { signal, timeoutMs = REQUEST_TIMEOUT_MS }: { readonly signal: AbortSignal; readonly timeoutMs?: number }): Promise<Answer> {
    const policy = retry(handleWhen((error) => !signal.aborted && isTransient(error)), { maxAttempts: Number.MAX_SAFE_INTEGER, backoff: jitteredBackoff() });
    const watched = policy.onRetry((reason) => this.onRetry('error' in reason ? reason.error : undefined));
    try {
      return await policy.execute(() => this.once<Answer>(method, path, body, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])), signal);
    } finally {
      watched.dispose();
    }
  }

  private async once<Answer>(method: string, path: string, body: object | undefined, signal: AbortSignal): Promise<Answer> {
    const response = await fetch(this.base + path, { method, headers: this.headers, signal, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer; // the contract says so
    throw new ApiError(response.status, parsed(text));
  }
}

function parsed(text: string): ApiError['problem'] {
  try {
    return JSON.parse(text) as ApiError['problem'];
  } catch {
    return {}; // a proxy's page
  }
}
