import { randomUUID } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import { alertingHandlers } from '../consumers/alerting-handlers.ts';
import { acknowledgeAlert } from '../service/acknowledge-alert.ts';
import { acknowledgeIdentity } from '../service/acknowledge-identity.ts';
import { createAlertRule } from '../service/create-alert-rule.ts';
import { createAlert } from '../service/create-alert.ts';
import { deleteAlertRule } from '../service/delete-alert-rule.ts';
import { escalateAlert } from '../service/escalate-alert.ts';
import { expireAlert } from '../service/expire-alert.ts';
import { firePendingAlert } from '../service/fire-pending-alert.ts';
import { flushGroup } from '../service/flush-group.ts';
import { getAlertRule } from '../service/get-alert-rule.ts';
import { getAlert } from '../service/get-alert.ts';
import { listAlertRules } from '../service/list-alert-rules.ts';
import { listAlerts } from '../service/list-alerts.ts';
import { createRuleGroup, deleteRuleGroup, getRuleGroup, listRuleGroups, updateRuleGroup } from '../service/manage-rule-groups.ts';
import { allSilences, createSilence, expireSilenceNow, getSilence, listSilences, putSilence, silenceAlert, updateSilence } from '../service/manage-silences.ts';
import { heldBack } from '../service/held-back.ts';
import { getFlappingPolicy, updateFlappingPolicy } from '../service/manage-flapping-policy.ts';
import { createMaintenanceWindow, deleteMaintenanceWindow, getMaintenanceWindow, listMaintenanceWindows, passMaintenance, updateMaintenanceWindow } from '../service/manage-maintenance.ts';
import { nextWorkingHour } from '../service/next-working-hour.ts';
import { passFlapping } from '../service/pass-flapping.ts';
import { passSilence } from '../service/pass-silence.ts';
import { previewSilence } from '../service/preview-silence.ts';
import { explainAlert } from '../service/explain-alert.ts';
import { getRuleNoise, listNoise } from '../service/report-noise.ts';
import { flappingStage } from '../service/flapping-stage.ts';
import { maintenanceStage } from '../service/maintenance-stage.ts';
import { inhibitionStage } from '../service/inhibition-stage.ts';
import { placeAgain } from '../service/place-again.ts';
import { Placement } from '../service/placement.ts';
import { receiveSignals } from '../service/receive-signals.ts';
import { resolveAlert } from '../service/resolve-alert.ts';
import { RoutingCache } from '../service/routing-cache.ts';
import { RuleCache } from '../service/rule-cache.ts';
import { notificationDead, notificationDelivered } from '../service/settle-notification.ts';
import { silenceStage } from '../service/silence-stage.ts';
import { activeTimeStage, muteTimeStage } from '../service/time-stages.ts';
import { updateAlertRule } from '../service/update-alert-rule.ts';
import type { RoutingPlan } from '../domain/routing-plan.ts';
import type { Receiver } from '../ports/receivers.ts';
import { InMemoryAlerting } from './in-memory-alerting.ts';
import { after, noon, someone } from './samples.ts';

/** Every use case on the in-memory store, a clock that is set by hand, and an outbox that is delivered by hand. */
export function alertingInMemory(ana: Actor = someone()) {
  let now = noon;
  const work = new InMemoryAlerting();
  const clock = { now: () => now };
  let plan: RoutingPlan | undefined;
  let receivers: readonly Receiver[] = [];
  const ids = { next: () => randomUUID() };
  const routing = { planOf: () => Promise.resolve(plan) };
  const placement = new Placement({ routing, clock, ids });
  const toldReceivers = { list: () => Promise.resolve(receivers) };
  const flushing = { receivers: toldReceivers, stages: [inhibitionStage, activeTimeStage, muteTimeStage, silenceStage, maintenanceStage, flappingStage], publicUrl: 'https://orchestrix.example' };
  const deps = { work, clock, ids, ruleCache: new RuleCache(clock), placement, routing };
  const useCases = {
    receiveSignals: receiveSignals(deps),
    createAlert: createAlert(deps),
    getAlert: getAlert(deps),
    listAlerts: listAlerts(deps),
    acknowledgeAlert: acknowledgeAlert(deps),
    acknowledgeIdentity: acknowledgeIdentity(deps),
    resolveAlert: resolveAlert(deps),
    escalateAlert: escalateAlert(deps),
    firePendingAlert: firePendingAlert(deps),
    expireAlert: expireAlert(deps),
    flushGroup: flushGroup({ ...deps, ...flushing }),
    placeAgain: placeAgain(deps),
    notificationDelivered: notificationDelivered(deps),
    notificationDead: notificationDead(deps),
    createAlertRule: createAlertRule(deps),
    getAlertRule: getAlertRule(deps),
    listAlertRules: listAlertRules(deps),
    updateAlertRule: updateAlertRule(deps),
    deleteAlertRule: deleteAlertRule(deps),
    listRuleGroups: listRuleGroups(deps),
    createRuleGroup: createRuleGroup(deps),
    getRuleGroup: getRuleGroup(deps),
    updateRuleGroup: updateRuleGroup(deps),
    deleteRuleGroup: deleteRuleGroup(deps),
    listSilences: listSilences(deps),
    createSilence: createSilence(deps),
    getSilence: getSilence(deps),
    updateSilence: updateSilence(deps),
    expireSilence: expireSilenceNow(deps),
    silenceAlert: silenceAlert(deps),
    previewSilence: previewSilence(deps),
    allSilences: allSilences(deps),
    putSilence: putSilence(deps),
    passSilence: passSilence(deps),
    nextWorkingHour: nextWorkingHour({ ...deps, routingCache: new RoutingCache() }),
    listMaintenanceWindows: listMaintenanceWindows(deps),
    createMaintenanceWindow: createMaintenanceWindow(deps),
    getMaintenanceWindow: getMaintenanceWindow(deps),
    updateMaintenanceWindow: updateMaintenanceWindow(deps),
    deleteMaintenanceWindow: deleteMaintenanceWindow(deps),
    passMaintenance: passMaintenance(deps),
    heldBack: heldBack(deps),
    explainAlert: explainAlert({ ...deps, ...flushing }),
    listNoise: listNoise(deps),
    getRuleNoise: getRuleNoise(deps),
    getFlappingPolicy: getFlappingPolicy(deps),
    updateFlappingPolicy: updateFlappingPolicy(deps),
    passFlapping: passFlapping(deps),
  };
  return {
    ...useCases,
    useCases,
    ana,
    work,
    handlers: alertingHandlers(useCases),
    /** Moves the clock to so many seconds after noon. */
    at: (seconds: number) => void (now = after(seconds)),
    /** What the routing configuration says from now on, and who is told. */
    route: (next: RoutingPlan | undefined, told: readonly Receiver[] = receivers) => void ([plan, receivers] = [next, told]),
    now: () => now,
    routing,
    receivers: toldReceivers,
    /** The tenant's alerts, oldest first. */
    alerts: async () => [...(await useCases.listAlerts(ana, {}, { limit: 500 })).items].reverse(),
    told: () => work.events.map(({ type }) => type),
    audited: () => work.entries.map(({ action }) => action),
  };
}
