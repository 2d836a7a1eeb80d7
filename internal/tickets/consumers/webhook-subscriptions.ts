import { WEBHOOK_EVENTS } from '../domain/webhook-endpoint.ts';
import type { EnqueueWebhooks } from '../service/enqueue-webhooks.ts';

/** Every event of tickets goes to who asked for it. */
export const webhookSubscriptions = (enqueue: EnqueueWebhooks): Readonly<Record<string, EnqueueWebhooks>> => Object.fromEntries(WEBHOOK_EVENTS.map((type) => [type, enqueue]));
