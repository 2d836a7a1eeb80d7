import type { Clock, IdGenerator } from '#internal/kernel';
import type { Channels } from '../ports/channel.ts';
import type { IntegrationSecrets } from '../ports/integration-secrets.ts';
import type { NotificationsUnitOfWork } from '../ports/notifications-unit-of-work.ts';

/** What most use cases of this context need. */
export interface NotificationDeps {
  readonly work: NotificationsUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly channels: Channels;
  readonly secrets: IntegrationSecrets;
  /** Where people find Orchestrix. */
  readonly publicUrl: string;
}
