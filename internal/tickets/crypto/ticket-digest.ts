import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#internal/kernel';
import { canonicalJson } from '#pkg/hash-chain';

/**
 * SHA-256 over the canonical JSON (RFC 8785), 64 hex digits. Lone surrogates, which JSON text may escape but RFC 8785 refuses, count as U+FFFD: parameters are other
 * systems' data, and an effect must not fail for them.
 */
export function ticketDigest(form: JsonObject): string {
  return createHash('sha256').update(canonical(form), 'utf8').digest('hex');
}

function canonical(form: JsonObject): string {
  try {
    return canonicalJson(form);
  } catch {
    return canonicalJson(wellFormed(form));
  }
}

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(wellFormed);
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]));
}
