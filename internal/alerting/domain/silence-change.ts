import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import { nextMoment, type Silence } from './silence.ts';

/** A timer: look what the life of the silence has come to. */
export const SILENCE_DUE = 'alerting.silence.due';

/** What happened to a silence: the last word of its audit action and of its event. */
export type SilenceVerb = 'created' | 'updated' | 'started' | 'ending' | 'expired';

/** One change of a silence, for the audit log. */
export const silenceAudit = (verb: SilenceVerb, silence: Silence, before?: Silence): AuditEntry => ({
  action: `alerting.silence.${verb}`,
  entityType: 'silence',
  entityId: silence.id,
  ...(before && { before: silenceFacts(before) }),
  after: silenceFacts(silence),
});

/** The change, for whoever listens; with what only the moment knows, such as alerts that still fire. */
export const silenceEvent = (verb: SilenceVerb, silence: Silence, more: JsonObject = {}): NewEvent => ({
  type: `alerting.silence.${verb}`,
  aggregateId: silence.id,
  data: { ...silenceFacts(silence), ...more },
});

/** Wakes `passSilence` at the next moment of its life. A timer of an earlier version of the silence does nothing. */
export const silenceTimer = (silence: Silence, now: Date): NewEvent => ({
  type: SILENCE_DUE,
  aggregateId: silence.id,
  availableAt: nextMoment(silence, now),
  data: { silence_id: silence.id, version: silence.version },
});


const silenceFacts = (silence: Silence): JsonObject => ({
  silence_id: silence.id,
  matchers: silence.matchers.map(({ name, op, value }) => ({ name, op, value })),
  starts_at: silence.startsAt.toISOString(),
  ends_at: silence.endsAt.toISOString(),
  created_by: silence.createdBy,
  comment: silence.comment,
  alert_id: silence.alertId,
  schedule_id: silence.scheduleId,
});
