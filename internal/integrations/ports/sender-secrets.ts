import type { Integration } from '../domain/integration.ts';

/** Makes, keeps and digests what senders prove themselves with. */
export interface SenderSecrets {
  /** 256 bits in base64url. */
  generate(): string;
  /** 128 bits in hexadecimal, as long as PagerDuty's keys. */
  generateToken(): string;
  seal(owner: Pick<Integration, 'tenantId' | 'id'>, secret: string): Promise<string>;
  open(owner: Pick<Integration, 'tenantId' | 'id'>, sealed: string): Promise<string>;
  /** SHA-256 in hexadecimal. */
  digest(data: string | Uint8Array): string;
}

/** Comparisons that take the same time whatever is wrong. */
export interface SecretComparison {
  equal(one: string, other: string): boolean;
  /** HMAC-SHA256 in hexadecimal and in base64. */
  hmac(secret: string, data: Buffer): { readonly hex: string; readonly base64: string };
}
