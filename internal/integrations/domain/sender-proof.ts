import { unauthenticated } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import type { Authentication } from './authentication.ts';

/** What a signature proved beside that the body is the sender's. */
export interface Proof {
  /** What makes the delivery unique, when the sender signed a time or an id; the same again is no new delivery. */
  readonly unique?: string;
  /** What was inside of a signed envelope; `note` when it holds nothing for us. */
  readonly payload?: { readonly json: Json } | { readonly problem: string } | { readonly note: string };
}

/** How far the time in a signature may be from ours, in milliseconds; Standard Webhooks and Stripe allow as much. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

interface SignatureTerms {
  readonly authentication: Extract<Authentication, { readonly kind: 'hmac' }>;
  readonly secret: string;
  readonly header: (name: string) => string | undefined;
  readonly now: () => Date;
  readonly comparison: { equal(one: string, other: string): boolean; hmac(secret: string, data: Buffer): { readonly hex: string; readonly base64: string } };
}

/**
 * The check of a signature, to be run once the body is there. Headers of Standard Webhooks count wherever they are sent; else the header that the integration names.
 * The check throws `unauthenticated`, with a reason where that tells nobody anything.
 */
export function signatureProof({ authentication: { header: name, covers, timestampHeader }, secret, header, now, comparison }: SignatureTerms): (body: Buffer) => Proof {
  const standard = header('webhook-signature');
  if (standard !== undefined) return (body) => standardProof(standard, body);
  const given = header(name)?.trim().replace(/^sha256=/i, '').toLowerCase();
  if (given === undefined || given === '') throw unauthenticated(`the header ${name} with a signature is required`);
  if (covers === 'body') {
    return (body) => {
      requireEqual(given, comparison.hmac(secret, body).hex);
      return {};
    };
  }
  const timestamp = header(timestampHeader) ?? '';
  requireFresh(timestamp);
  return (body) => {
    requireEqual(given, comparison.hmac(secret, Buffer.concat([Buffer.from(`${timestamp}.`), body])).hex);
    return { unique: `${timestamp}.${given}` };
  };

  /** Standard Webhooks 1.0.0: `v1,<base64>` over `id.timestamp.body`, several with a blank between them. */
  function standardProof(signatures: string, body: Buffer): Proof {
    const [id, timestamp] = [header('webhook-id') ?? '', header('webhook-timestamp') ?? ''];
    requireFresh(timestamp);
    const wanted = `v1,${comparison.hmac(secret, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])).base64}`;
    if (!signatures.split(' ').some((each) => comparison.equal(each, wanted))) throw unauthenticated('the signature is wrong');
    return { unique: `webhook-id:${id}` };
  }

  function requireEqual(one: string, other: string): void {
    if (!comparison.equal(one, other)) throw unauthenticated('the signature is wrong');
  }

  function requireFresh(timestamp: string): void {
    const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
    if (!(Math.abs(seconds * 1000 - now().getTime()) <= SIGNATURE_WINDOW_MS)) throw unauthenticated('the timestamp of the signature is missing, or more than five minutes off');
  }
}

/** The token of `Authorization: Bearer …` (RFC 6750). */
export const bearerToken = (authorization: string | undefined): string | undefined => /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

/** `name:password` of `Authorization: Basic …` (RFC 7617). */
export function basicCredentials(authorization: string | undefined): string | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
