import type { Actor } from '#internal/kernel';

/** A request that claims to come from a pipeline of the tenant. */
export interface SignedRequest {
  /** As it was sent. */
  readonly timestamp: string;
  readonly body: Uint8Array;
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

/** Knows the secret that a tenant shares with its pipelines. */
export interface WebhookVerifier {
  /** Whether the signature is HMAC-SHA256 over `<timestamp>.<body>` with the tenant's secret; false also when there is no secret. Takes the same time either way. */
  verify(actor: Actor, request: SignedRequest): Promise<boolean>;
}
