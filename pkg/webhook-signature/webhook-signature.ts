import { createHmac } from 'node:crypto';

/** What is signed: the very bytes that are sent, under the id and the second of the attempt. */
export interface SignedMessage {
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

export interface SigningTerms {
  /**
   * All that count, the newest first; two while one replaces the other. `whsec_<base64>` means the decoded bytes, any other its UTF-8 bytes. Without one only id and time
   * are sent.
   */
  readonly secrets: readonly string[];
  /** What `X-Webhook-Signature` is over. `body` is for bodies that hold a time of their own. */
  readonly covers: 'body' | 'timestamp.body';
}

/**
 * Headers of a delivery: the three of Standard Webhooks 1.0.0 (`webhook-signature: v1,<base64> v1,<base64>` over `id.timestamp.body`, one for each secret), and
 * `X-Webhook-Signature: sha256=<hex>` for receivers that know only that form. It has room for one and is made with the oldest secret, the one that every receiver has.
 */
export function webhookHeaders({ id, sentAt, body }: SignedMessage, { secrets, covers }: SigningTerms): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const unsigned = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  const oldest = secrets.at(-1);
  if (oldest === undefined) return unsigned;
  const standard = secrets.map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`).toString('base64')}`);
  const plain = hmac(oldest, covers === 'body' ? body : `${timestamp}.${body}`).toString('hex');
  return { ...unsigned, 'webhook-signature': standard.join(' '), 'x-webhook-signature': `sha256=${plain}` };
}

function hmac(secret: string, text: string): Buffer {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret, 'utf8');
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
