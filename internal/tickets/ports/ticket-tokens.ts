import type { TicketGrant } from '../domain/ticket-token.ts';

/** Public keys as a JSON Web Key Set (RFC 7517), Ed25519 (RFC 8037). */
export interface PublicKeySet {
  readonly keys: readonly { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string; readonly kid: string; readonly alg: 'EdDSA'; readonly use: 'sig' }[];
}

/** Signs what a bearer may do with one ticket. */
export interface TicketTokens {
  sign(grant: TicketGrant): Promise<string>;
  /** Whether a text claims to be such a token; nothing of it is checked. */
  recognises(token: string): boolean;
  /** Throws `unauthenticated` with the reason: expired, not ours, for somebody else. */
  verify(token: string): Promise<TicketGrant>;
  /** What anybody verifies tokens with. */
  publicKeys(): Promise<PublicKeySet>;
}
