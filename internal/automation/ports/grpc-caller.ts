import type { Actor, Json, JsonObject } from '#internal/kernel';
import type { ExternalDocument } from './external-documents.ts';

/** One unary call, fully evaluated. */
export interface GrpcCall {
  readonly proto: ExternalDocument;
  readonly host: string;
  readonly port: number;
  /** With or without its package: `greet.v1.Greeter`. */
  readonly service: string;
  readonly method: string;
  readonly arguments: JsonObject;
  readonly metadata: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** What the receiver answered: a message, or a status other than OK (google.rpc.Code). */
export type GrpcAnswer = { readonly message: Json } | { readonly status: number; readonly name: string; readonly details: string };

/** Calls services that a .proto describes, inside the tenant's allow-list. */
export interface GrpcCaller {
  /**
   * Reads the description without any connection. Throws `invalid` for a .proto, service, method or field that is not there, and for streams. The call
   * itself throws `forbidden` and, where there is no connection (nobody listens, the certificate is not trusted), `unavailable`: nothing has left then.
   */
  prepare(call: GrpcCall): (actor: Actor, signal: AbortSignal) => Promise<GrpcAnswer>;
}
