import { webhooksContract } from '../ports/webhooks.contract.ts';
import { InMemoryTicketWebhooks } from './in-memory-ticket-webhooks.ts';

webhooksContract('InMemoryTicketWebhooks', () => {
  const work = new InMemoryTicketWebhooks();
  return { work, watch: { dueEndpoints: (now, most) => work.dueEndpoints(now, most) } };
});
