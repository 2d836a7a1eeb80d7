import { createHmac } from 'node:crypto';

/** What is signed: the very bytes that are sent, under the id and the second of the attempt. */
export interface SignedMessage {
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

export interface SigningTerms {
  /** `whsec_<base64>` means the decoded bytes, any other its UTF-8 bytes. Without one only id and time are sent. */
  readonly secret: string | undefined;
  /** What `X-Webhook-Signature` is over. `body` is for bodies that hold a time of their own. */
  readonly covers: 'body' | 'timestamp.body';
}

/**
 * Headers of a delivery: the three of Standard Webhooks 1.0.0 (`webhook-signature: v1,<base64>` over `id.timestamp.body`), and `X-Webhook-Signature: sha256=<hex>`
 * for receivers that know only that form.
 */
export function webhookHeaders({ id, sentAt, body }: SignedMessage, { secret, covers }: SigningTerms): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const unsigned = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return unsigned;
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret, 'utf8');
  const hmac = (text: string) => createHmac('sha256', key).update(text, 'utf8');
  const plain = hmac(covers === 'body' ? body : `${timestamp}.${body}`).digest('hex');
  return { ...unsigned, 'webhook-signature': `v1,${hmac(`${id}.${timestamp}.${body}`).digest('base64')}`, 'x-webhook-signature': `sha256=${plain}` };
}
