import type { IdGenerator } from '#internal/kernel';

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/** Which chain of events a request belongs to. */
export interface Correlation {
  /** W3C trace id, 32 hex digits. */
  readonly correlationId: string;
  /** W3C traceparent of the cause: the caller's, or one made here so that the trace carries the correlation id. */
  readonly parent: string;
}

/** Continues the caller's trace (W3C Trace Context), or begins one when `traceparent` is missing or invalid. */
export function correlationOf(traceparent: string | undefined, ids: IdGenerator): Correlation {
  const correlationId = traceparent === undefined ? undefined : TRACEPARENT.exec(traceparent)?.[1];
  if (correlationId !== undefined && traceparent !== undefined) return { correlationId, parent: traceparent };
  // A UUIDv7 without its dashes is 16 bytes, never zero, as a trace id must be; its second half serves as span id.
  const made = ids.next().replaceAll('-', '');
  return { correlationId: made, parent: `00-${made}-${made.slice(16)}-01` };
}
