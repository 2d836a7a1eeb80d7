import type { Json } from '#internal/kernel';
import type { StoredResponse } from '#internal/platform/transactions';
import type { ContractOperation } from './contract.ts';
import { entityTag } from './entity-tag.ts';
import type { ServerSentEvent } from './event-stream.ts';
import { ContractViolation } from './problem.ts';
import type { RawJson } from './raw-answer.ts';

/** An answer of any handler; the contract's types say more (`OperationAnswer`). */
export interface HandlerAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly stream?: AsyncIterable<unknown> | undefined;
  readonly events?: AsyncIterable<ServerSentEvent> | undefined;
  /** JSON that is encoded already. */
  readonly raw?: RawJson | undefined;
  readonly mediaType?: string;
  readonly etag?: number | string | undefined;
  readonly location?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The headers that go with a handler's answer. */
export function answerHeaders({ body, mediaType, etag, location, headers }: HandlerAnswer): Record<string, string> {
  return {
    ...headers,
    ...(body === undefined ? {} : { 'Content-Type': mediaType ?? 'application/json' }),
    ...(etag === undefined ? {} : { ETag: entityTag(etag) }),
    ...(location === undefined ? {} : { Location: location }),
  };
}

/** The answer in a form that can be kept and sent again. */
export function storedResponse(answer: HandlerAnswer): StoredResponse {
  const headers = answerHeaders(answer);
  return answer.body === undefined ? { status: answer.status, headers } : { status: answer.status, headers, body: answer.body as Json };
}

/** Throws `ContractViolation` when the contract does not declare such an answer of the operation. */
export function checkAnswer(operation: ContractOperation, { status, body, stream, events, raw, mediaType }: HandlerAnswer): void {
  const check = operation.checkAnswer(status);
  if (check === undefined) throw new ContractViolation(`${operation.id} answers ${status}, which the contract does not declare`);
  if (check === null || mediaType !== undefined || stream || events || raw) return;
  // What is sent is JSON: dates have become strings and absent fields are gone.
  const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  if (check(sent)) return;
  const reasons = (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
  throw new ContractViolation(`${operation.id} answers ${status} with a body that the contract does not allow: ${reasons.join('; ')}`);
}
