import type { Clock, IdGenerator } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { Logger, Registry } from '#pkg/observability';
import { alertingHandlers } from './consumers/alerting-handlers.ts';
import { BEAT_MS, RuleScheduler } from './consumers/rule-scheduler.ts';
import { ruleTelemetry } from './consumers/rule-telemetry.ts';
import { alertmanagerSilenceOperations } from './http/alertmanager-silence-operations.ts';
import { alertGroupOperations } from './http/alert-group-operations.ts';
import { alertmanagerAlertOperations } from './http/alertmanager-alert-operations.ts';
import { alertOperations } from './http/alert-operations.ts';
import { alertRuleOperations } from './http/alert-rule-operations.ts';
import { routingExchangeOperations } from './http/routing-exchange-operations.ts';
import { routingOperations } from './http/routing-operations.ts';
import { explainOperations } from './http/explain-operations.ts';
import { flappingOperations } from './http/flapping-operations.ts';
import { maintenanceOperations } from './http/maintenance-operations.ts';
import { prometheusRuleOperations } from './http/prometheus-rule-operations.ts';
import { ruleFileOperations } from './http/rule-file-operations.ts';
import { ruleGroupOperations } from './http/rule-group-operations.ts';
import { silenceOperations } from './http/silence-operations.ts';
import type { MetricAppender } from './ports/metric-appender.ts';
import type { MetricQueries } from './ports/metric-queries.ts';
import type { ReceiverExchange } from './ports/receiver-exchange.ts';
import type { Receivers } from './ports/receivers.ts';
import type { DiagramRenderer } from './ports/routing-renderer.ts';
import { postgresAlerting } from './postgres/postgres-alerting.ts';
import { postgresRuleAlertWatch } from './postgres/postgres-rule-alert-watch.ts';
import { postgresRuleGroupLeases } from './postgres/postgres-rule-group-leases.ts';
import { postgresNotificationRetention } from './postgres/postgres-notification-retention.ts';
import { acknowledgeAlert } from './service/acknowledge-alert.ts';
import { acknowledgeIdentity } from './service/acknowledge-identity.ts';
import { backtestRule } from './service/backtest-rule.ts';
import { cachedRouting } from './service/cached-routing.ts';
import { configText } from './service/config-text.ts';
import { createAlertRule } from './service/create-alert-rule.ts';
import { createAlert } from './service/create-alert.ts';
import { getRoutingDiagram } from './service/draw-routing-diagram.ts';
import { exportRouting, importRouting } from './service/exchange-routing.ts';
import { testRouting } from './service/test-routing.ts';
import { deleteAlertRule } from './service/delete-alert-rule.ts';
import { escalateAlert } from './service/escalate-alert.ts';
import { expireAlert } from './service/expire-alert.ts';
import { expireRuleAlerts } from './service/expire-rule-alerts.ts';
import { firePendingAlert } from './service/fire-pending-alert.ts';
import { flushGroup } from './service/flush-group.ts';
import { forgetNotifications } from './service/forget-notifications.ts';
import { getAlertRule } from './service/get-alert-rule.ts';
import { getAlert } from './service/get-alert.ts';
import { exportRuleGroups, importRuleGroups } from './service/import-rule-groups.ts';
import { inhibitionStage } from './service/inhibition-stage.ts';
import { heldRuleGroups } from './service/held-rule-groups.ts';
import { listAlertRules } from './service/list-alert-rules.ts';
import { listAlerts } from './service/list-alerts.ts';
import { getRouting, getRoutingVersion, listRoutingVersions, putRouting, restoreRoutingVersion, routingNamesReceiver } from './service/manage-routing.ts';
import { createRuleGroup, deleteRuleGroup, getRuleGroup, listRuleGroups, updateRuleGroup } from './service/manage-rule-groups.ts';
import { allSilences, createSilence, expireSilenceNow, getSilence, listSilences, putSilence, silenceAlert, updateSilence } from './service/manage-silences.ts';
import { notificationSnapshot } from './service/notification-snapshot.ts';
import { explainAlert } from './service/explain-alert.ts';
import { getRuleNoise, listNoise } from './service/report-noise.ts';
import { flappingStage } from './service/flapping-stage.ts';
import { maintenanceStage } from './service/maintenance-stage.ts';
import { heldBack } from './service/held-back.ts';
import { getFlappingPolicy, updateFlappingPolicy } from './service/manage-flapping-policy.ts';
import { createMaintenanceWindow, deleteMaintenanceWindow, getMaintenanceWindow, listMaintenanceWindows, passMaintenance, updateMaintenanceWindow } from './service/manage-maintenance.ts';
import { nextWorkingHour } from './service/next-working-hour.ts';
import { passFlapping } from './service/pass-flapping.ts';
import { passSilence } from './service/pass-silence.ts';
import { previewSilence } from './service/preview-silence.ts';
import type { MuteStage } from './service/mute-stages.ts';
import { placeAgain } from './service/place-again.ts';
import { Placement } from './service/placement.ts';
import { getAlertGroup, listAlertGroups, listGroupNotifications } from './service/read-alert-groups.ts';
import { receiveSignals } from './service/receive-signals.ts';
import { resolveAlert } from './service/resolve-alert.ts';
import { RoutingCache } from './service/routing-cache.ts';
import { RuleCache } from './service/rule-cache.ts';
import { notificationDead, notificationDelivered } from './service/settle-notification.ts';
import { silenceStage } from './service/silence-stage.ts';
import { activeTimeStage, muteTimeStage } from './service/time-stages.ts';
import { testRules } from './service/test-rules.ts';
import { updateAlertRule } from './service/update-alert-rule.ts';
import { viewAlertGroups, viewAlerts } from './service/view-alerts.ts';
import { viewRuleGroups } from './service/view-rule-groups.ts';

/** How much later than its promise an alert of a rule may end. */
const EXPIRY_CHECK_MS = 10_000;
const FORGET_MS = 10 * 60_000;

export interface AlertingDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The samples that rules read and write. */
  readonly metrics: MetricQueries & MetricAppender;
  /** Who is told, and how. */
  readonly receivers: Receivers;
  /** The same, with everything that they say, for files of Alertmanager. */
  readonly receiverExchange: ReceiverExchange;
  readonly diagrams: DiagramRenderer;
  /** Where people reach the API. */
  readonly publicUrl: string;
}

/** Wires the context: what it answers over HTTP, which events it reacts to, and what it does for other contexts. */
export function createAlerting({ transactions, clock, ids, logger, registry, metrics, receivers, receiverExchange, diagrams, publicUrl }: AlertingDeps) {
  const work = postgresAlerting(transactions);
  const ruleCache = new RuleCache(clock);
  const routing = cachedRouting(new RoutingCache());
  const placement = new Placement({ routing, clock, ids });
  const deps = { work, ruleCache, clock, ids, placement, routing };
  const alertStages: readonly MuteStage[] = [inhibitionStage, silenceStage];
  const routeStages: readonly MuteStage[] = [activeTimeStage, muteTimeStage];
  const stages: readonly MuteStage[] = [inhibitionStage, ...routeStages, silenceStage, maintenanceStage, flappingStage];
  const reading = { ...deps, receivers, stages };
  const viewing = { ...deps, alertStages, routeStages };
  const alerts = {
    listAlerts: listAlerts(deps),
    createAlert: createAlert(deps),
    getAlert: getAlert(deps),
    acknowledgeAlert: acknowledgeAlert(deps),
    resolveAlert: resolveAlert(deps),
  };
  const rules = {
    listAlertRules: listAlertRules(deps),
    createAlertRule: createAlertRule(deps),
    getAlertRule: getAlertRule(deps),
    updateAlertRule: updateAlertRule(deps),
    deleteAlertRule: deleteAlertRule(deps),
  };
  const groups = {
    listRuleGroups: listRuleGroups(deps),
    createRuleGroup: createRuleGroup(deps),
    getRuleGroup: getRuleGroup(deps),
    updateRuleGroup: updateRuleGroup(deps),
    deleteRuleGroup: deleteRuleGroup(deps),
  };
  const silences = {
    listSilences: listSilences(deps),
    createSilence: createSilence(deps),
    getSilence: getSilence(deps),
    updateSilence: updateSilence(deps),
    expireSilence: expireSilenceNow(deps),
    silenceAlert: silenceAlert(deps),
    previewSilence: previewSilence(deps),
    allSilences: allSilences(deps),
    putSilence: putSilence(deps),
    nextWorkingHour: nextWorkingHour({ ...deps, routingCache: new RoutingCache() }),
  };
  const maintenance = {
    listMaintenanceWindows: listMaintenanceWindows(deps),
    createMaintenanceWindow: createMaintenanceWindow(deps),
    getMaintenanceWindow: getMaintenanceWindow(deps),
    updateMaintenanceWindow: updateMaintenanceWindow(deps),
    deleteMaintenanceWindow: deleteMaintenanceWindow(deps),
  };
  const flapping = { getFlappingPolicy: getFlappingPolicy(deps), updateFlappingPolicy: updateFlappingPolicy(deps) };
  const files = { importRuleGroups: importRuleGroups(deps), exportRuleGroups: exportRuleGroups(deps), backtestAlertRule: backtestRule({ ...deps, queries: metrics }), testAlertRules: testRules };
  const routingDeps = { ...deps, receivers, exchange: receiverExchange, renderer: diagrams };
  const put = putRouting(routingDeps);
  const routes = {
    getRouting: getRouting(deps),
    putRouting: put,
    listRoutingVersions: listRoutingVersions(deps),
    getRoutingVersion: getRoutingVersion(deps),
    restoreRoutingVersion: restoreRoutingVersion(routingDeps),
    getRoutingDiagram: getRoutingDiagram(routingDeps),
    importRouting: importRouting({ ...routingDeps, putRouting: put }),
    exportRouting: exportRouting(routingDeps),
    testRouting: testRouting(routingDeps),
  };
  const take = receiveSignals(deps);
  const worker = ids.next();
  const scheduler: RuleScheduler = new RuleScheduler({
    worker,
    leases: postgresRuleGroupLeases(transactions),
    groups: heldRuleGroups({ work, ids, worker, queries: metrics, appender: metrics, receiveSignals: take, publicUrl }),
    clock,
    monotonicMs: () => performance.now(),
    observer: ruleTelemetry({ registry, logger, held: () => scheduler.size }),
  });
  return {
    operations: {
      ...alertOperations(alerts),
      ...alertRuleOperations(rules),
      ...ruleGroupOperations(groups),
      ...prometheusRuleOperations({ viewRuleGroups: viewRuleGroups(deps) }),
      ...ruleFileOperations(files),
      ...routingOperations(routes),
      ...routingExchangeOperations(routes),
      ...silenceOperations(silences, clock),
      ...alertGroupOperations({ listAlertGroups: listAlertGroups(reading), getAlertGroup: getAlertGroup(reading), listAlertGroupNotifications: listGroupNotifications(deps) }),
      ...alertmanagerAlertOperations({ viewAlerts: viewAlerts(viewing), viewAlertGroups: viewAlertGroups(viewing), receivers, configText: configText(exportRouting(routingDeps)), clock }),
      ...alertmanagerSilenceOperations(silences, clock),
      ...maintenanceOperations(maintenance, clock),
      ...flappingOperations(flapping),
      ...explainOperations({ explainAlert: explainAlert({ ...deps, receivers, stages }), listNoise: listNoise(deps), getRuleNoise: getRuleNoise(deps) }),
    },
    handlers: alertingHandlers({
      firePendingAlert: firePendingAlert(deps),
      expireAlert: expireAlert(deps),
      escalateAlert: escalateAlert(deps),
      flushGroup: flushGroup({ ...deps, receivers, stages, publicUrl }),
      placeAgain: placeAgain(deps),
      notificationDelivered: notificationDelivered(deps),
      notificationDead: notificationDead(deps),
      passSilence: passSilence(deps),
      passMaintenance: passMaintenance(deps),
      passFlapping: passFlapping(deps),
    }),
    useCases: { receiveSignals: take, acknowledgeIdentity: acknowledgeIdentity(deps), ...alerts, ...rules, ...groups, ...silences, ...maintenance, heldBack: heldBack(deps), ...routes, routingNamesReceiver: routingNamesReceiver(deps), notificationSnapshot: notificationSnapshot(deps) },
    /** Run by workers: whoever does holds and evaluates its share of the rule groups of all tenants. */
    jobs: [
      { name: 'hold rule groups', everyMs: BEAT_MS, run: () => scheduler.beat() },
      { name: 'expire alerts of rules', everyMs: EXPIRY_CHECK_MS, run: expireRuleAlerts({ work, clock, watch: postgresRuleAlertWatch(transactions) }) },
      { name: 'forget notifications', everyMs: FORGET_MS, run: forgetNotifications({ retention: postgresNotificationRetention(transactions), clock }) },
    ],
    stop: () => scheduler.stop(),
  };
}

export type Alerting = ReturnType<typeof createAlerting>;
