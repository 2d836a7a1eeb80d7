import { setTimeout as pause } from 'node:timers/promises';
import type { OperationId } from '#internal/platform/http';
import type { Parts, ProductClient } from '../support/product-client.ts';

const RETRY_MS = 200;
const PATIENCE_MS = 90_000;

/** Sends the same request, which has to be idempotent, until it is accepted; answers the body. Throws when it is refused for good. */
export async function untilAccepted(client: ProductClient, operation: OperationId, parts: Parts, what: string): Promise<unknown> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause(RETRY_MS)) {
    const { status, body } = await client.send(operation, parts).catch((error: unknown) => ({ status: 0, body: String(error) }));
    if (status >= 200 && status < 300) return body;
    // No answer, still running, too busy, broken: later. Anything else is a mistake of ours.
    const mayPass = status === 0 || status === 409 || status === 429 || status >= 500;
    if (!mayPass || Date.now() > deadline) throw new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`);
  }
}
