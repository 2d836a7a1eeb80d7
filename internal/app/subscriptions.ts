import type { EventHandler, Subscriptions } from '#internal/platform/outbox';

/** What each context does about events, by event type. */
type Reactions = Readonly<Record<string, EventHandler>>;

/**
 * Who reacts to which event, on one page. Handlers of one event run in the order of this list; each is idempotent, because a crash between two
 * of them brings the event again.
 */
export interface Reacting {
  /**
   * `alerting.alert.pending_elapsed`, `.expiry_due`, `.flapping_due`, `alerting.group.flush_due`, `alerting.silence.due`, `alerting.maintenance.due`: its timers · `remediation.remediation.escalated`: the alert is escalated ·
   * `alerting.routing.changed`, `.placement_due`: open alerts are placed anew · `notifications.delivery.succeeded`, `.dead`: the notification log learns of it.
   */
  readonly alerting: Reactions;
  /** `integrations.heartbeat.check_due`: a beat may be missing. */
  readonly integrations: Reactions;
  /**
   * `alerting.alert.fired`, `.replayed`: policies are considered · `alerting.alert.resolved`: what waits for approval expires ·
   * `automation.execution.finished`: the remediation is concluded · `remediation.remediation.execution_due`, `.approval_expired`, `.escalated`: its own next steps.
   */
  readonly remediation: Reactions;
  /** `automation.execution.requested`, `.admitted`, `.pause_changed`, `.cancel_requested`, `.check_due`: Temporal is told, or asked · `automation.execution_quota.changed`: what waits may start. */
  readonly automation: Reactions;
  /**
   * `automation.event.received`: it reaches those who listen · `.delivered`, `automation.throttle.slot_freed`: the execution is told · `automation.event_day.expired`: old events go ·
   * `automation.execution.finished`: it waits for nothing any more, another one may start, its parent is told · `automation.approval.decided`, `tickets.ticket.completed`, `.failed`, `.cancelled`: the execution is told ·
   * `automation.workflow.*`, `automation.schedule.due`: workflows that start by themselves · what the product tells of itself (`alerting.alert.*`, `automation.execution.*`,
   * `remediation.remediation.escalated`, `tickets.ticket.*`): an event, where somebody listens.
   */
  readonly events: Reactions;
  /** `automation.execution.finished`: tickets that nobody will run any more are cancelled · `tickets.ticket.sla_check_due`: a deadline is near or over · `tickets.work.offered`: agents that wait are woken. */
  readonly tickets: Reactions;
  /** `automation.execution.finished`, `orchestration.plan.completed`, `.failed`, `.cancelled`: their large payloads are kept no longer than their histories. */
  readonly payloads: Reactions;
  /**
   * `registry.health.check_due`: silent agents are degraded and removed · `registry.agent.*`: watchers are woken ·
   * `tickets.ticket.leased`, `.completed`, `.failed`, `.lease_expired`, `.cancelled`: slots are taken or free again, trails of agents change.
   */
  readonly registry: Reactions;
  /**
   * `tickets.ticket.completed`, `.failed`, `.cancelled`: the plan goes on · `orchestration.plan.validated`, `.approved`, `.cancel_requested`, `.replanned`,
   * `.check_due`: Temporal is told, or asked.
   */
  readonly orchestration: Reactions;
  /** `orchestration.plan.failed`: an alert, so that remediation policies see it. */
  readonly healing: Reactions;
  /** `alerting.notification.requested`, `.superseded`: it is put into the queue of its integration, or taken out · `notifications.page.step_due`: a person is told in the next way. */
  readonly notifications: Reactions;
  /** `tickets.ticket.*`: webhooks are put into their queues. */
  readonly webhooks: Reactions;
  /** `auth.tenant.*`, `auth.member.*`: the identity provider learns of it. */
  readonly directory: Reactions;
  /** `automation.execution.finished`, `tickets.ticket.*`, `remediation.remediation.*`: counted. */
  readonly metrics: Reactions;
}

/** Merges what the contexts do into the relay's table. */
export function subscriptions(reacting: Reacting): Subscriptions {
  const merged: Record<string, EventHandler[]> = {};
  for (const reactions of Object.values(reacting) as Reactions[]) {
    for (const [type, handler] of Object.entries(reactions)) (merged[type] ??= []).push(handler);
  }
  return merged;
}
