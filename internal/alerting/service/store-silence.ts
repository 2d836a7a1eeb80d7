import { limit } from '#pkg/apperror';
import type { AuditTrail, Outbox } from '#internal/kernel';
import { silenceAudit, silenceEvent, silenceTimer } from '../domain/silence-change.ts';
import { MAX_SILENCES, setSilence, type Silence, type SilenceId, type SilenceRequest } from '../domain/silence.ts';
import type { SilenceRepository } from '../ports/silence-repository.ts';

/** What a transaction about silences has. */
export interface SilenceScope {
  readonly silences: SilenceRepository;
  readonly audit: AuditTrail;
  readonly outbox: Outbox;
}

/** Stores what a request makes of a silence, with what is recorded and told of it. Throws `invalid`, or `limit` when the tenant has as many as it may have. */
export async function storeSilence({ silences, audit, outbox }: SilenceScope, previous: Silence | undefined, request: SilenceRequest, { now, nextId }: { readonly now: Date; readonly nextId: () => SilenceId }): Promise<Silence> {
  const { stored, replaced, isNew } = setSilence(previous, request, now, nextId);
  if (isNew) {
    const count = await silences.lockAll();
    if (count >= MAX_SILENCES) throw limit(`exceeded maximum number of silences: ${count} (limit: ${MAX_SILENCES})`);
  }
  if (replaced) {
    await silences.save(replaced);
    audit.record(silenceAudit('expired', replaced, previous));
    outbox.publish(silenceEvent('expired', replaced, { replaced_by: stored.id }), silenceTimer(replaced, now));
  }
  await (isNew ? silences.add(stored) : silences.save(stored));
  const verb = isNew ? 'created' : 'updated';
  audit.record(silenceAudit(verb, stored, isNew ? undefined : previous));
  outbox.publish(silenceEvent(verb, stored), silenceTimer(stored, now));
  return stored;
}
