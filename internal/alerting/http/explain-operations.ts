import type { Operations } from '#internal/platform/http';
import type { AlertId } from '../domain/alert.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { ExplainedGroup, Explanation } from '../domain/explanation.ts';
import type { NoiseReport } from '../domain/noise.ts';
import type { ExplainAlert } from '../service/explain-alert.ts';
import type { getRuleNoise, listNoise, NoiseList, NoisePeriod } from '../service/report-noise.ts';

interface Use {
  readonly explainAlert: ExplainAlert;
  readonly listNoise: ReturnType<typeof listNoise>;
  readonly getRuleNoise: ReturnType<typeof getRuleNoise>;
}

/** What alerts have done, in words and figures. */
export function explainOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async explainAlert({ actor, path }) {
      return { status: 200, body: toExplanationJson(await use.explainAlert(actor, path.alertId as AlertId)) };
    },

    async listNoise({ actor, query }) {
      const list = await use.listNoise(actor, periodOf(query));
      return { status: 200, body: { ...toPeriodJson(list), items: list.reports.map(toNoiseJson) } };
    },

    async getRuleNoise({ actor, path, query }) {
      const list = await use.getRuleNoise(actor, path.ruleId as AlertRuleId, periodOf(query));
      const [report] = list.reports.map(toNoiseJson);
      if (!report) throw new Error('a rule has no report');
      return { status: 200, body: { ...toPeriodJson(list), ...report } };
    },
  };
}

const periodOf = ({ since, until }: { readonly since?: string | undefined; readonly until?: string | undefined }): NoisePeriod => ({
  ...(since !== undefined && { since: new Date(since) }),
  ...(until !== undefined && { until: new Date(until) }),
});

const toPeriodJson = ({ since, until, isCut }: NoiseList) => ({ since: since.toISOString(), until: until.toISOString(), is_cut: isCut });

const toNoiseJson = ({ ruleId, name, fired, labelSets, acknowledged, escalated, autoResolved, ignored, flapped, notified, proposal }: NoiseReport) => ({
  rule_id: ruleId, name, fired, label_sets: labelSets, acknowledged, escalated, auto_resolved: autoResolved, ignored, flapped, notified,
  proposal: proposal && { change: proposal.change, seconds: proposal.seconds, reason: proposal.reason },
});

const toExplanationJson = ({ alert, wasNotified, nextNotificationAt, words, steps, groups }: Explanation) => ({
  alert_id: alert.id,
  status: alert.status,
  was_notified: wasNotified,
  next_notification_at: nextNotificationAt?.toISOString() ?? null,
  summary: words,
  steps: steps.map(({ step, id, name, at, words: text }) => ({ step, id, name, at: at?.toISOString() ?? null, words: text })),
  groups: groups.map(toGroupJson),
});

const toGroupJson = ({ seat: { key, terms }, group, integrations, muted, notifications, wasTold, nextAt, words }: ExplainedGroup) => ({
  group_key: key,
  group_id: group?.id ?? null,
  route: terms.route,
  receiver: terms.receiver,
  integrations: integrations ?? null,
  group_wait_seconds: terms.groupWaitMs / 1000,
  group_interval_seconds: terms.groupIntervalMs / 1000,
  repeat_interval_seconds: terms.repeatIntervalMs / 1000,
  next_flush_at: group?.nextFlushAt.toISOString() ?? null,
  muted_by: muted.map(({ stage, id, name, until, words: text }) => ({ stage, id: id ?? null, name: name ?? null, until: until?.toISOString() ?? null, words: text })),
  notifications: notifications.map(({ id, integrationId, reason, state, createdAt, settledAt }) => ({ id, integration_id: integrationId, reason, state, created_at: createdAt.toISOString(), settled_at: settledAt?.toISOString() ?? null })),
  was_told: wasTold,
  next_notification_at: nextAt?.toISOString() ?? null,
  summary: words,
});
