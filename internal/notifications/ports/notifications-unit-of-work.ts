import type { UnitOfWork } from '#internal/kernel';
import type { AckLinkRepository } from './ack-link-repository.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { ContactRepository, PageRepository, RuleRepository } from './people-repository.ts';
import type { IntegrationRepository, ReceiverRepository } from './receiver-repository.ts';

export interface NotificationRepositories {
  readonly receivers: ReceiverRepository;
  readonly integrations: IntegrationRepository;
  readonly deliveries: DeliveryRepository;
  readonly ackLinks: AckLinkRepository;
  readonly contacts: ContactRepository;
  readonly rules: RuleRepository;
  readonly pages: PageRepository;
}

export type NotificationsUnitOfWork = UnitOfWork<NotificationRepositories>;
