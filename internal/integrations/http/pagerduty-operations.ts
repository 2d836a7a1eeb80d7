import { isUtf8 } from 'node:buffer';
import type { Actor } from '#internal/kernel';
import { malformed, type Operations, parseStrictJson } from '#internal/platform/http';
import type { IntegrationPlace } from '../ports/integrations-unit-of-work.ts';
import type { EnqueuePagerdutyEvent } from '../service/enqueue-pagerduty-event.ts';

/** PagerDuty's Events API v2. */
export function pagerdutyOperations({ enqueuePagerdutyEvent }: { readonly enqueuePagerdutyEvent: EnqueuePagerdutyEvent }): Pick<Operations, 'enqueuePagerdutyEvent'> {
  return {
    async enqueuePagerdutyEvent({ rawBody, correlationId }) {
      const body = rawBody ?? Buffer.alloc(0);
      if (!isUtf8(body)) throw malformed('body', 'is not UTF-8');
      const { dedupKey } = await enqueuePagerdutyEvent(parseStrictJson(body.toString('utf8'), 'last'), (place) => actorOf(place, correlationId));
      return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: dedupKey } };
    },
  };
}

const actorOf = ({ tenantId, id }: IntegrationPlace, correlationId: string): Actor => ({ tenantId, subject: `integration:${id}`, kind: 'api_key', correlationId, via: 'enqueuePagerdutyEvent' });
