import type { UnitOfWork } from '#internal/kernel';
import type { AckLinkRepository } from './ack-link-repository.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { IntegrationRepository, ReceiverRepository } from './receiver-repository.ts';

export interface NotificationRepositories {
  readonly receivers: ReceiverRepository;
  readonly integrations: IntegrationRepository;
  readonly deliveries: DeliveryRepository;
  readonly ackLinks: AckLinkRepository;
}

export type NotificationsUnitOfWork = UnitOfWork<NotificationRepositories>;
