import type { Actor, Clock, Page, PageRequest } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import type { AlertGroup, AlertGroupId } from '../domain/alert-group.ts';
import { nextNotification, type NextNotification } from '../domain/next-notification.ts';
import type { MuteReason } from '../domain/mute-reason.ts';
import type { Notification } from '../domain/notification.ts';
import type { AlertGroupFilter } from '../ports/alert-group-repository.ts';
import type { AlertingRepositories, AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { Receiver, Receivers } from '../ports/receivers.ts';
import { prepareStages, type MuteStage } from './mute-stages.ts';
import type { Routing } from './routing.ts';

/** A group with what is in it and what will be told of it. */
export interface AlertGroupState {
  readonly group: AlertGroup;
  readonly members: readonly { readonly alert: Alert; readonly reasons: readonly MuteReason[] }[];
  readonly next: NextNotification;
}

interface ReadAlertGroupsDeps {
  readonly work: AlertingUnitOfWork;
  readonly routing: Routing;
  readonly receivers: Receivers;
  readonly stages: readonly MuteStage[];
  readonly clock: Clock;
}

export type ListAlertGroups = (actor: Actor, filter: AlertGroupFilter, page: PageRequest) => Promise<Page<AlertGroupState>>;
export type GetAlertGroup = (actor: Actor, id: AlertGroupId) => Promise<AlertGroupState>;
export type ListGroupNotifications = (actor: Actor, id: AlertGroupId, page: PageRequest) => Promise<Page<Notification>>;

/** One page of the tenant's groups, newest first. */
export const listAlertGroups = (deps: ReadAlertGroupsDeps): ListAlertGroups => async (actor, filter, request) => {
  const receivers = await deps.receivers.list(actor);
  return deps.work.read(actor, async (scope) => {
    const page = await scope.alertGroups.list(filter, request);
    const items: AlertGroupState[] = [];
    for (const group of page.items) items.push(await stateOf(deps, actor, scope, group, receivers));
    return { ...page, items };
  });
};

/** One group. Throws `not_found`, also when it has ended. */
export const getAlertGroup = (deps: ReadAlertGroupsDeps): GetAlertGroup => async (actor, id) => {
  const receivers = await deps.receivers.list(actor);
  return deps.work.read(actor, async (scope) => stateOf(deps, actor, scope, await scope.alertGroups.get(id), receivers));
};

/** What was told of a group and of earlier ones with its key, newest first. Throws `not_found`. */
export const listGroupNotifications = ({ work }: Pick<ReadAlertGroupsDeps, 'work'>): ListGroupNotifications => (actor, id, page) =>
  work.read(actor, async ({ alertGroups, notifications }) => notifications.list(await alertGroups.get(id), page));

async function stateOf({ routing, stages, clock }: ReadAlertGroupsDeps, actor: Actor, scope: AlertingRepositories, group: AlertGroup, receivers: readonly Receiver[]): Promise<AlertGroupState> {
  const now = clock.now();
  const alerts = await scope.alertGroups.alertsOf(group.id);
  const plan = await routing.planOf(actor, scope);
  const terms = plan?.termsOf(group.route, group.receiver);
  if (!plan || !terms) return { group, members: alerts.map((alert) => ({ alert, reasons: [] })), next: { at: null, because: 'its route is gone' } };
  const reasonsOf = await prepareStages(stages, scope, { now, plan, terms, alerts });
  const next = nextNotification(group, {
    terms, members: alerts, reasonsOf, now,
    integrations: receivers.find(({ name }) => name === group.receiver)?.integrations ?? [],
    log: await scope.notifications.log(group, group.createdAt),
    underWay: await scope.notifications.underWay(group.id),
  });
  return { group, members: alerts.map((alert) => ({ alert, reasons: reasonsOf(alert) })), next };
}
