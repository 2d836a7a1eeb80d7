import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';

/** An event of PagerDuty's Events API v2, checked. */
export interface PagerdutyEvent {
  readonly routingKey: string;
  readonly dedupKey: string;
  /** The event as it was sent, with its dedup key and without its routing key. */
  readonly event: JsonObject;
}

const ACTIONS = ['trigger', 'acknowledge', 'resolve'];
const SEVERITIES = ['critical', 'error', 'warning', 'info'];
const MAX_DEDUP_KEY = 255;
const MAX_SUMMARY = 1024;

/**
 * Checks an event by the rules of PagerDuty's Events API v2; without a dedup key a trigger gets the one that `nextKey` makes. Throws `invalid` with everything that is wrong.
 */
export function parsePagerdutyEvent(body: Json, nextKey: () => string): PagerdutyEvent {
  if (!isObject(body)) throw refusal([{ field: '', reason: 'is not an object' }]);
  const { routing_key: routingKey, dedup_key: dedupKey, event_action: action, payload } = body;
  const problems: ErrorDetail[] = [];
  const complain = (field: string, reason: string) => void problems.push({ field, reason });
  if (!isText(routingKey)) complain('routing_key', 'is missing or blank');
  if (typeof action !== 'string' || !ACTIONS.includes(action)) complain('event_action', `is not one of ${ACTIONS.join(', ')}`);
  if (dedupKey !== undefined && dedupKey !== null && typeof dedupKey !== 'string') complain('dedup_key', 'is not a string');
  else if (isText(dedupKey) && dedupKey.length > MAX_DEDUP_KEY) complain('dedup_key', `has more than ${MAX_DEDUP_KEY} characters`);
  else if (!isText(dedupKey) && (action === 'acknowledge' || action === 'resolve')) complain('dedup_key', 'is missing or blank');
  if (action === 'trigger') requirePayload(payload, complain);
  if (problems.length > 0) throw refusal(problems);
  const { routing_key: _, ...rest } = body;
  const key = isText(dedupKey) ? dedupKey : nextKey();
  return { routingKey: routingKey as string, dedupKey: key, event: { ...rest, dedup_key: key } };
}

function requirePayload(payload: Json | undefined, complain: (field: string, reason: string) => void): void {
  if (payload === undefined || !isObject(payload)) return complain('payload', 'is missing');
  const { summary, source, severity } = payload;
  if (!isText(summary)) complain('payload.summary', 'is missing or blank');
  else if (summary.length > MAX_SUMMARY) complain('payload.summary', `has more than ${MAX_SUMMARY} characters`);
  if (!isText(source)) complain('payload.source', 'is missing or blank');
  if (typeof severity !== 'string' || !SEVERITIES.includes(severity)) complain('payload.severity', `is not one of ${SEVERITIES.join(', ')}`);
  for (const name of ['component', 'group', 'class', 'timestamp']) {
    const value = payload[name];
    if (value !== undefined && value !== null && typeof value !== 'string') complain(`payload.${name}`, 'is not a string');
  }
}

const refusal = (details: readonly ErrorDetail[]): AppError => new AppError('invalid', 'the event is invalid', { details });
const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: Json | undefined): value is string => typeof value === 'string' && value.trim() !== '';
