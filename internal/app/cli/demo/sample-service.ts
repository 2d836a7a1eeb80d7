import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '#internal/kernel';
import { checkoutMetrics, METRICS_TYPE } from './checkout-metrics.ts';
import { CheckoutService, Refusal, type CheckoutState } from './checkout-service.ts';
import type { LedgerEntry } from './effect-ledger.ts';

/** The sample service `checkout` on a port of the loopback interface. */
export interface SampleService {
  readonly url: string;
  readonly instance: string;
  state(): CheckoutState;
  effects(): readonly LedgerEntry[];
  /** Payments hang from now on. */
  break(): void;
  failAction(action: string, status: number): void;
  mend(action: string): void;
  stop(): Promise<void>;
}

type Answer = { readonly status: number; readonly body: unknown } | { readonly status: number; readonly text: string; readonly type: string };

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Starts the sample service.
 *
 * - `POST /checkout` a customer's request · `GET /healthz` 200 while checkouts can be served, for probes · `GET /metrics` · `GET /state`
 * - `POST /actions/{drain|undrain|restart|scale|shift-traffic}` each once per `Idempotency-Key` · `GET /effects` the ledger of what really happened
 * - `POST /pager` takes notifications for the people on call
 */
export async function startSampleService(options: { readonly instance: string; readonly restartMs: number }): Promise<SampleService> {
  const checkout = new CheckoutService(options);
  const server = createServer((request, response) => {
    answer(checkout, request).then(
      (given) => send(response, given),
      (error: unknown) => send(response, { status: error instanceof Refusal ? error.status : 500, body: { error: error instanceof Error ? error.message : String(error) } }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    instance: options.instance,
    state: () => checkout.state,
    effects: () => checkout.ledger.entries(),
    break: () => checkout.break(),
    failAction: (action, status) => checkout.failAction(action, status),
    mend: (action) => checkout.mend(action),
    async stop() {
      checkout.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(checkout: CheckoutService, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://checkout');
  const route = `${request.method} ${pathname}`;
  const action = /^POST \/actions\/([a-z-]+)$/.exec(route)?.[1];
  if (action !== undefined) {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string') throw new Refusal(400, 'an Idempotency-Key is required');
    return { status: 200, body: await checkout.act(action, key, await jsonBody(request)) };
  }
  const { state } = checkout;
  switch (route) {
    case 'POST /checkout':
      await checkout.checkOut();
      return { status: 200, body: { order: 'accepted' } };
    case 'POST /pager':
      checkout.page(await jsonBody(request));
      return { status: 202, body: { paged: true } };
    case 'GET /healthz': {
      const healthy = state.up && !state.draining && state.stuckWorkers < state.workers;
      return { status: healthy ? 200 : 503, body: { healthy } };
    }
    case 'GET /metrics':
      return { status: 200, text: checkoutMetrics(state), type: METRICS_TYPE };
    case 'GET /state':
      return { status: 200, body: state };
    case 'GET /effects':
      return { status: 200, body: checkout.ledger.entries() };
    default:
      throw new Refusal(404, `there is no ${route}`);
  }
}

async function jsonBody(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, 'the body is too large');
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  } catch {
    // Said below.
  }
  throw new Refusal(400, 'the body must be a JSON object');
}

function send(response: ServerResponse, given: Answer): void {
  const [text, type] = 'text' in given ? [given.text, given.type] : [JSON.stringify(given.body), 'application/json'];
  response.writeHead(given.status, { 'content-type': type });
  response.end(text);
}
