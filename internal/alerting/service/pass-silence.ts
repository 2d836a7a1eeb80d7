import type { Actor, Clock } from '#internal/kernel';
import { isOpen } from '../domain/alert.ts';
import { silenceEvent, silenceTimer } from '../domain/silence-change.ts';
import { isForgotten, momentOf, nextMoment, SILENCE_MOMENTS, silences as holds, type SilenceId } from '../domain/silence.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type PassSilence = (actor: Actor, id: SilenceId, version: number) => Promise<void>;

/** Open alerts that an event names at most. */
const MAX_NAMED = 100;

/**
 * The timer of a silence: tells once each that it started, that it is about to end, and that it is over, with the alerts that it holds back just then, so that whoever hears of the end
 * knows what will be notified now; and forgets it when it has been over long enough.
 */
export function passSilence({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): PassSilence {
  return (actor, id, version) =>
    work.run(actor, async ({ alerts, silences, outbox }) => {
      const silence = await silences.lock(id);
      if (!silence || silence.version !== version) return;
      const now = clock.now();
      if (isForgotten(silence, now)) return silences.remove(id);
      const moment = momentOf(silence, now);
      if (SILENCE_MOMENTS.indexOf(moment) > SILENCE_MOMENTS.indexOf(silence.told)) {
        await silences.save({ ...silence, told: moment });
        const matches = holds(silence);
        const firing = (await alerts.listOpen()).filter((alert) => isOpen(alert) && alert.status !== 'pending' && matches(alert.labels));
        outbox.publish(silenceEvent(moment, silence, { firing: firing.length, alert_ids: firing.slice(0, MAX_NAMED).map((alert) => alert.id) }));
      }
      if (nextMoment(silence, now) > now) outbox.publish(silenceTimer(silence, now));
    });
}
