import type { EventHandler } from '#internal/platform/outbox';
import { PAGE_STEP_DUE } from '../domain/person-page.ts';
import type { EnqueueNotification, SupersedeNotification } from '../service/enqueue-notification.ts';
import type { StepPage } from '../service/notify-person.ts';

/** What alerting decides, and what pages of people come to, becomes deliveries. */
export const notificationSubscriptions = (use: { readonly enqueue: EnqueueNotification; readonly supersede: SupersedeNotification; readonly stepPage: StepPage }): Readonly<Record<string, EventHandler>> => ({
  'alerting.notification.requested': use.enqueue,
  'alerting.notification.superseded': use.supersede,
  [PAGE_STEP_DUE]: use.stepPage,
});
