import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Json } from '#internal/kernel';
import { secretOwner } from '../domain/integration.ts';
import type { SecretComparison, SenderSecrets } from '../ports/sender-secrets.ts';

/** Encrypts values for their owners. */
export interface SealingBox {
  seal(owner: { readonly tenantId: string; readonly name: string }, value: Json): Promise<{ readonly sealed: string }>;
  open(owner: { readonly tenantId: string; readonly name: string }, sealed: string): Promise<Json>;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data);

/** Secrets of senders in the tenant's box. `whsec_<base64>` means the decoded bytes, as Standard Webhooks has it; any other its UTF-8 bytes. */
export const sealedSenderSecrets = (box: SealingBox): SenderSecrets & SecretComparison => ({
  generate: () => randomBytes(32).toString('base64url'),
  generateToken: () => randomBytes(16).toString('hex'),
  seal: async (owner, secret) => (await box.seal(secretOwner(owner), secret)).sealed,
  open: async (owner, sealed) => (await box.open(secretOwner(owner), sealed)) as string, // authenticated: it is what `seal` was given
  digest: (data) => sha256(data).digest('hex'),
  equal: (one, other) => timingSafeEqual(sha256(one).digest(), sha256(other).digest()),
  hmac(secret, data) {
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret, 'utf8');
    const digest = createHmac('sha256', key).update(data).digest();
    return { hex: digest.toString('hex'), base64: digest.toString('base64') };
  },
});
