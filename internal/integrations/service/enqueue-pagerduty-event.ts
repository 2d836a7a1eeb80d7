import { AppError, invalid, limit } from '#pkg/apperror';
import type { Actor, IdGenerator, Json } from '#internal/kernel';
import { parsePagerdutyEvent } from '../domain/pagerduty-event.ts';
import type { IntegrationDirectory, IntegrationPlace } from '../ports/integrations-unit-of-work.ts';
import type { SenderSecrets } from '../ports/sender-secrets.ts';
import type { ReceiveEvents } from './receive-events.ts';

/** Whether an integration may send now; `seconds` until it may again. */
export type TakeTurn = (integrationId: string) => { readonly allowed: boolean; readonly retryAfterSeconds: number };

export interface EnqueueDeps {
  readonly directory: IntegrationDirectory;
  readonly secrets: Pick<SenderSecrets, 'digest'>;
  readonly ids: IdGenerator;
  readonly receiveEvents: ReceiveEvents;
  readonly takeTurn: TakeTurn;
}

/**
 * Takes an event in for the integration that its routing key names; answers the dedup key. Throws `invalid` with everything that is wrong, also for a key that is not
 * known, `limit`, `conflict` for an integration that is switched off, `unavailable`.
 */
export type EnqueuePagerdutyEvent = (body: Json, actorOf: (place: IntegrationPlace) => Actor) => Promise<{ readonly dedupKey: string }>;

export function enqueuePagerdutyEvent({ directory, secrets, ids, receiveEvents, takeTurn }: EnqueueDeps): EnqueuePagerdutyEvent {
  return async (body, actorOf) => {
    const { routingKey, dedupKey, event } = parsePagerdutyEvent(body, () => ids.next().replaceAll('-', ''));
    const place = await directory.byToken(secrets.digest(routingKey));
    if (!place) throw invalid('routing_key', 'is not known');
    const turn = takeTurn(place.id);
    if (!turn.allowed) throw limit('the integration sends more events than it may', turn.retryAfterSeconds);
    // The copy that the receipt keeps must not hold the key.
    const receipt = await receiveEvents(actorOf(place), place.id, { body: Buffer.from(JSON.stringify(event)), payload: { json: event }, bySecret: true });
    if (receipt.status === 'refused') throw new AppError('invalid', 'the event makes no alert', { details: receipt.items.flatMap(({ reasons }) => reasons) });
    return { dedupKey };
  };
}
