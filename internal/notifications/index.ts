export type { HeldBack, MessageData } from './domain/message-data.ts';
export type { Integration, IntegrationId } from './domain/receiver-integration.ts';
export type { Receiver, ReceiverId } from './domain/receiver.ts';
export type { NotificationSnapshot, NotificationSource } from './ports/notification-source.ts';
export type { RoutingReferences } from './ports/routing-references.ts';
export type { AllReceivers, CreateReceivers, ReceiverTerms } from './service/manage-receivers.ts';
export type { NotifyPerson, PersonMessage } from './service/notify-person.ts';
export type { IntegrationTerms, SecretTerms } from './service/write-integrations.ts';
