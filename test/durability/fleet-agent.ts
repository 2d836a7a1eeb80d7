import { setTimeout as pause } from 'node:timers/promises';
import { Agent, type Ticket, TicketFailure } from '../../sdk/typescript/index.ts';

// An agent of the durability tests, in a process of its own: FLEET_KIND=sdk is made with the SDK, FLEET_KIND=rest is a plain loop over REST, as a script in any language would be.
const { ORCHESTRIX_URL: api = '', ORCHESTRIX_API_KEY: apiKey = '', FLEET_AGENT: id = '', FLEET_KIND: kind, FLEET_RECEIVER: receiver = '' } = process.env;

const LEASE_SECONDS = 10;
const CAPABILITIES = ['act', 'run.script.javascript'];

type Parameters = { readonly step?: string; readonly instance?: string; readonly script?: { readonly environment?: { readonly STEP?: string; readonly INSTANCE?: string } } };

/** Lets the effect of a ticket happen, under its key; false when the receiver refuses. */
async function act({ parameters, idempotency_key: key }: Pick<Ticket, 'parameters' | 'idempotency_key'>, signal: AbortSignal): Promise<boolean> {
  const { step, instance, script } = parameters as Parameters;
  const body = JSON.stringify({ instance: instance ?? script?.environment?.INSTANCE });
  const { ok } = await fetch(`${receiver}/effects/${step ?? script?.environment?.STEP}`, { method: 'POST', headers: { 'idempotency-key': key, 'content-type': 'application/json' }, body, signal });
  return ok;
}

/** What a process answers, and a task of a plan as well. */
const OUTPUT = { code: 0, stdout: '', stderr: '' };

async function handle(ticket: Ticket, { signal }: { readonly signal: AbortSignal }) {
  if (await act(ticket, signal)) return OUTPUT;
  throw new TicketFailure('refused');
}

/** Asks again until there is an answer that is no outage; undefined when it is a refusal. */
async function call(path: string, body: object): Promise<unknown> {
  for (;;) {
    const response = await fetch(`${api}/api/v1${path}`, { method: 'POST', headers: { 'x-api-key': apiKey, 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
    if (response?.ok) return response.json();
    if (response && response.status < 500 && response.status !== 429) return undefined;
    await pause(250);
  }
}

async function plainLoop(): Promise<never> {
  await call('/agents', { agent_id: id, name: id, version: '1', capabilities: CAPABILITIES, slots: 1 });
  for (;;) {
    const leased = (await call('/tickets/lease', { agent_id: id, capabilities: CAPABILITIES, max: 1, wait_seconds: 10, lease_seconds: LEASE_SECONDS })) as { readonly items: readonly { readonly ticket: Ticket; readonly lease: { readonly token: number } }[] } | undefined;
    if (!leased) await pause(1_000); // refused: nothing better to do than to ask again
    for (const { ticket, lease } of leased?.items ?? []) {
      const done = await act(ticket, AbortSignal.timeout(LEASE_SECONDS * 1000)).catch(() => undefined);
      if (done === true) await call(`/tickets/${ticket.id}/complete`, { lease_token: lease.token, output: OUTPUT });
      else await call(`/tickets/${ticket.id}/fail`, { lease_token: lease.token, error: { message: 'refused' }, retryable: done === undefined });
    }
  }
}

if (kind === 'rest') void plainLoop();
else {
  const agent = new Agent({ url: api, apiKey, id, name: id, slots: 4, leaseSeconds: LEASE_SECONDS });
  for (const capability of CAPABILITIES) agent.on(capability, handle);
  void agent.start();
}
