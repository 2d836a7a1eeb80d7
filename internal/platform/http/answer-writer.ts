import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Json } from '#internal/kernel';
import type { StoredResponse } from '#internal/platform/transactions';
import type { Logger } from '#pkg/observability';
import { alertmanagerErrorOf } from './alertmanager-error.ts';
import { pagerdutyErrorOf } from './pagerduty-error.ts';
import { failureOf, FailureWithHeaders } from './problem.ts';
import { prometheusErrorOf } from './prometheus-error.ts';
import type { RequestContext } from './request-context.ts';
import { rpcStatus } from './rpc-status.ts';
import { API_HEADERS } from './security-headers.ts';

/** Encoded bodies: requests that share an answer (equal reads at the same time) share its bytes. Bodies do not change once they are answered. */
const encodedBodies = new WeakMap<object, Buffer>();

function encodedJson(body: Json): Buffer {
  if (typeof body !== 'object' || body === null) return Buffer.from(JSON.stringify(body));
  const known = encodedBodies.get(body);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(body));
  encodedBodies.set(body, bytes);
  return bytes;
}

/** Sends a finished answer; a body that is not JSON is text or bytes. */
export function writeAnswer({ response, headers }: RequestContext, { status, headers: own, body }: Omit<StoredResponse, 'body'> & { readonly body?: Json | Uint8Array }): void {
  const isText = typeof body === 'string' && own['Content-Type'] !== 'application/json';
  const bytes = body instanceof Uint8Array ? body : body === undefined || isText ? Buffer.from(body ?? '') : encodedJson(body);
  const length = status === 204 ? {} : { 'Content-Length': String(bytes.length) };
  response.writeHead(status, { ...API_HEADERS, ...headers, ...own, ...length });
  response.end(bytes);
}

/** Resolves when the caller has read what was written; throws an AbortError when it leaves. */
export async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  response.once('close', onClose);
  try {
    if (!response.destroyed) await once(response, 'drain', { signal: gone.signal });
  } finally {
    response.off('close', onClose);
  }
}

/**
 * Sends lines of JSON (`application/x-ndjson`) as fast as the caller reads them. An error before the first line becomes a proper answer; a later one
 * breaks the connection off, so that nobody takes half a stream for the whole.
 */
export async function writeStream(context: RequestContext, status: number, headers: Readonly<Record<string, string>>, lines: AsyncIterable<unknown>): Promise<void> {
  const { response } = context;
  const iterator = lines[Symbol.asyncIterator]();
  let next = await iterator.next();
  response.writeHead(status, { ...API_HEADERS, ...context.headers, ...headers, 'Content-Type': 'application/x-ndjson' });
  try {
    for (; !next.done && !response.destroyed; next = await iterator.next()) {
      if (!response.write(`${JSON.stringify(next.value)}\n`)) await drained(response);
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    if (!next.done) await iterator.return?.();
  }
}

const causeOf = (error: unknown): unknown => (error instanceof FailureWithHeaders ? error.failure : error);

function foreignErrorOf({ errors }: RequestContext, error: unknown, status: number): { readonly status: number; readonly body: Json } | undefined {
  const cause = causeOf(error);
  if (errors === 'prometheus') {
    const { status: own, body } = prometheusErrorOf(error);
    return { status: own, body: { ...body } };
  }
  if (errors === 'pagerduty') return pagerdutyErrorOf(error, status);
  return errors === 'alertmanager' ? alertmanagerErrorOf(cause, status) : undefined;
}

/** Answers an error as problem+json, or as the operation's contract says, and logs those that are our fault. */
export function writeFailure(context: RequestContext, error: unknown, logger: Logger): void {
  const { response, request, correlationId, operation, path, ip } = context;
  const { problem, headers, unexpected: unknown } = failureOf(error, path, correlationId);
  const foreign = foreignErrorOf(context, error, problem.status);
  const status = foreign?.status ?? problem.status;
  const unexpected = unknown && status === 500;
  const fields = { operation, method: request.method, status, code: problem.code, correlation_id: correlationId, ip };
  const callerLeft = response.destroyed && !response.writableFinished;
  if (unexpected && !callerLeft) logger.error({ ...fields, err: causeOf(error) }, 'request failed');
  else if (status === 503) logger.warn({ ...fields, err: causeOf(error) }, 'request refused');
  else if (status === 401 || status === 403 || status === 429) logger.info(fields, 'request refused');
  else logger.debug({ ...fields, detail: problem.detail }, 'request refused');
  if (response.headersSent) return void response.destroy();
  if (context.errors === 'text') return writeAnswer(context, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body: `${problem.detail}\n` });
  if (context.errors === 'rpc-status') {
    const { mediaType, body } = rpcStatus(request.headers['content-type'], status, problem.detail);
    return writeAnswer(context, { status, headers: { 'Content-Type': mediaType, ...headers }, body: typeof body === 'string' ? Buffer.from(body) : body });
  }
  if (foreign) return writeAnswer(context, { status, headers: { 'Content-Type': 'application/json', ...headers }, body: foreign.body });
  writeAnswer(context, { status, headers: { 'Content-Type': 'application/problem+json', ...headers }, body: { ...problem, errors: problem.errors.map(({ field, reason, line, column }) => ({ field, reason, ...(line !== undefined && { line }), ...(column !== undefined && { column }) })) } });
}
