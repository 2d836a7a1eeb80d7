import { webhooksContract } from '../ports/webhooks.contract.ts';
import { InMemoryWebhooks } from './in-memory-webhooks.ts';

webhooksContract('InMemoryWebhooks', () => {
  const work = new InMemoryWebhooks();
  return { work, watch: { dueEndpoints: (now, most) => work.dueEndpoints(now, most) } };
});
