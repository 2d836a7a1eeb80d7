import type { Actor } from '#internal/kernel';

/** A document that lies elsewhere: an OpenAPI or AsyncAPI document, a .proto, a JSON Schema, a script. */
export interface ExternalDocument {
  /** Where it was asked for; relative addresses in it begin there. */
  readonly url: string;
  readonly text: string;
  /** SHA-256 of the text, in hex. */
  readonly digest: string;
}

export interface ExternalDocuments {
  /** At most 2 MiB, kept for a minute per tenant, address and credentials. Throws `forbidden`, or `unavailable` when no good answer came. */
  fetch(actor: Actor, request: { readonly url: string; readonly headers?: Readonly<Record<string, string>> }, signal: AbortSignal): Promise<ExternalDocument>;
}
