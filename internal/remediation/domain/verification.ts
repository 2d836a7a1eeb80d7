import { invalid } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';

/** How to find out whether a remediation helped. */
export type Verification =
  | { readonly kind: 'alert_resolved'; readonly windowSeconds: number }
  | { readonly kind: 'http_probe'; readonly url: string; readonly expectStatus: number; readonly intervalSeconds: number; readonly windowSeconds: number };

/** A verification bound to the alert it is about: what an execution carries along and hands back for judgement. */
export type BoundVerification = Verification & { readonly alertId: string };

/** The form in our API and in storage. */
export function verificationJson(verification: Verification) {
  if (verification.kind === 'alert_resolved') return { kind: verification.kind, window_seconds: verification.windowSeconds };
  const { kind, url, expectStatus, intervalSeconds, windowSeconds } = verification;
  return { kind, url, expect_status: expectStatus, interval_seconds: intervalSeconds, window_seconds: windowSeconds };
}

/** Reads {@link verificationJson}. Throws `invalid` for anything else. */
export function parseVerification(json: Json): Verification {
  const fields: JsonObject = typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};
  const windowSeconds = positive(fields, 'window_seconds');
  if (fields['kind'] === 'alert_resolved') return { kind: 'alert_resolved', windowSeconds };
  const url = fields['url'];
  if (fields['kind'] !== 'http_probe' || typeof url !== 'string') throw invalid('/verification', 'is neither alert_resolved nor an http_probe with a url');
  return { kind: 'http_probe', url, expectStatus: positive(fields, 'expect_status'), intervalSeconds: positive(fields, 'interval_seconds'), windowSeconds };
}

/** The form that travels with an execution. */
export const boundVerificationJson = (verification: Verification, alertId: string): JsonObject => ({ ...verificationJson(verification), alert_id: alertId });

/** Reads {@link boundVerificationJson}. Throws `invalid` for anything else. */
export function parseBoundVerification(json: Json): BoundVerification {
  const verification = parseVerification(json);
  const alertId = (json as JsonObject)['alert_id'];
  if (typeof alertId !== 'string') throw invalid('/verification/alert_id', 'is missing');
  return { ...verification, alertId };
}

function positive(fields: JsonObject, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw invalid(`/verification/${name}`, 'must be a positive integer');
  return value;
}
