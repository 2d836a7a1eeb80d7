import { invalid } from '#pkg/apperror';
import { isTopicArn } from './sns-envelope.ts';

/**
 * How a sender proves who it is. The secret is kept beside it, sealed.
 * - `api_key`: an API key of the tenant with the scope `alerts:write`, as everywhere.
 * - `bearer`: `Authorization: Bearer <secret>`; `header`: the secret in a header of that name; `basic`: RFC 7617.
 * - `hmac`: HMAC-SHA256 over the raw body, or over `<timestamp>.<body>`, in hexadecimal, with or without `sha256=` before it; or the headers of Standard Webhooks.
 * - `sns`: the signature of Amazon SNS, on a message of one of these topics.
 * - `routing_key`: the secret in the body, as PagerDuty has it; it names the integration, too.
 * - `address`: the secret is the local part of the address that mail goes to. Nothing shows who sent it.
 */
export type Authentication =
  | { readonly kind: 'api_key' }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly header: string }
  | { readonly kind: 'basic'; readonly username: string }
  | { readonly kind: 'hmac'; readonly header: string; readonly covers: 'body' | 'timestamp.body'; readonly timestampHeader: string }
  | { readonly kind: 'sns'; readonly topicArns: readonly string[] }
  | { readonly kind: 'routing_key' }
  | { readonly kind: 'address' };

/** Names of headers that mean something else to us, or to what stands before us. */
const TAKEN = /^(authorization|cookie|host|content-.*|transfer-encoding|connection|x-tenant-id|x-forwarded-.*|forwarded|idempotency-key|if-match|accept.*|sec-.*|x-api-key|origin|traceparent)$/i;

/** Throws `invalid` for settings that no sender could meet. */
export function requireAuthentication(authentication: Authentication): void {
  if (authentication.kind === 'header') requireHeader(authentication.header, 'header');
  if (authentication.kind === 'basic' && authentication.username.includes(':')) throw invalid('/authentication/username', 'must not have a colon (RFC 7617 section 2)');
  if (authentication.kind === 'sns') {
    if (authentication.topicArns.length === 0) throw invalid('/authentication/topic_arns', 'is required: anybody may send messages of other topics');
    const wrong = authentication.topicArns.findIndex((arn) => !isTopicArn(arn));
    if (wrong >= 0) throw invalid(`/authentication/topic_arns/${wrong}`, 'is not the ARN of a topic');
  }
  if (authentication.kind === 'hmac') {
    requireHeader(authentication.header, 'header');
    requireHeader(authentication.timestampHeader, 'timestamp_header');
  }
}

function requireHeader(name: string, field: string): void {
  if (TAKEN.test(name)) throw invalid(`/authentication/${field}`, `${name} has another meaning`);
}

/** The shortest secret that people may choose; ours have 43 characters. */
export const MIN_SECRET_LENGTH = 16;
