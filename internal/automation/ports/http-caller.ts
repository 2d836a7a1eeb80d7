import type { Actor, Json } from '#internal/kernel';

/** One outgoing HTTP call, fully evaluated. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** A text goes out as it is; an object as a form where its media type is one, else as JSON. */
  readonly body?: Json;
  /** Off by default, as the DSL says; each hop is checked again. */
  readonly followRedirects: boolean;
  /** The answer's bytes in base64 instead of its text or JSON. */
  readonly rawAnswer?: boolean;
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when the media type is JSON, text otherwise; base64 when asked for. */
  readonly body: Json;
}

/**
 * Calls out on behalf of a tenant, inside that tenant's allow-list. Throws `forbidden` for an address that is not allowed, `unavailable` when no answer came.
 * What is no fault of the address, for instance an allow-list that cannot be read, is no `AppError`: nothing was sent, and the call is to be repeated.
 */
export interface HttpCaller {
  call(actor: Actor, call: HttpCall, signal: AbortSignal): Promise<HttpAnswer>;
  /** The same check without a connection, for the literal URLs of a definition at save time. Throws `invalid`. */
  check(actor: Actor, url: string): Promise<void>;
}
