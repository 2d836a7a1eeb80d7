import type { UnitOfWork } from '#internal/kernel';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { IntegrationRepository, ReceiverRepository } from './receiver-repository.ts';

export interface NotificationRepositories {
  readonly receivers: ReceiverRepository;
  readonly integrations: IntegrationRepository;
  readonly deliveries: DeliveryRepository;
}

export type NotificationsUnitOfWork = UnitOfWork<NotificationRepositories>;
