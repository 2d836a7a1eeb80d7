import type { ContactMethod } from '../domain/contact-method.ts';
import type { NotificationRules, Urgency } from '../domain/notification-rule.ts';
import type { PersonPage, PersonPageId } from '../domain/person-page.ts';
import type { Integration, IntegrationId } from '../domain/receiver-integration.ts';

/** How the people of one tenant are reached. */
export interface ContactRepository {
  /** With the integration of the same id. Throws `conflict` when the person has that address already. */
  add(method: ContactMethod, integration: Integration): Promise<void>;
  /** The oldest first. */
  list(userId: string): Promise<readonly ContactMethod[]>;
  /** Locked until the transaction ends. Throws `not_found`, also for one of somebody else. */
  lock(userId: string, id: IntegrationId): Promise<ContactMethod>;
  save(method: ContactMethod): Promise<void>;
  /** With its integration. */
  remove(id: IntegrationId): Promise<void>;
}

export interface RuleRepository {
  find(userId: string, urgency: Urgency): Promise<NotificationRules | undefined>;
  put(rules: NotificationRules): Promise<void>;
}

export interface PageRepository {
  add(page: PersonPage): Promise<void>;
  /** Locked until the transaction ends. Throws `not_found`. */
  lock(id: PersonPageId): Promise<PersonPage>;
  save(page: PersonPage): Promise<void>;
}

/** One-time codes. */
export interface VerificationCodes {
  /** Six digits. */
  generate(): string;
  /** What is stored instead of a code. */
  digest(id: IntegrationId, code: string): string;
}
