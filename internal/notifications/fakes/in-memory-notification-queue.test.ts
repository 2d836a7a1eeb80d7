import { notificationsContract } from '../ports/notifications.contract.ts';
import { InMemoryNotificationQueue } from './in-memory-notification-queue.ts';

notificationsContract('InMemoryNotificationQueue', () => {
  const work = new InMemoryNotificationQueue();
  return { work, watch: work.watch };
});
