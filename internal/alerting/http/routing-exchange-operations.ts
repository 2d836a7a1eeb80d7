import type { Operations } from '#internal/platform/http';
import type { ExportRouting, ImportRouting } from '../service/exchange-routing.ts';
import type { RoutingAnswer, TestRouting } from '../service/test-routing.ts';
import { toRoutingSettings } from './routing-json.ts';

interface Use {
  readonly importRouting: ImportRouting;
  readonly exportRouting: ExportRouting;
  readonly testRouting: TestRouting;
}

/** The routing configuration on its way in and out, and tried out. */
export function routingExchangeOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async importRouting({ actor, body, query: { dry_run: isDryRun = false } }) {
      const { elements, receivers, routing } = await use.importRouting(actor, { text: body, isDryRun });
      const count = (outcome: string): number => elements.filter((element) => element.outcome === outcome).length;
      return {
        status: 200,
        body: {
          dry_run: isDryRun,
          version: routing?.version ?? null,
          summary: { full: count('full'), partial: count('partial'), none: count('none') },
          receivers: { created: [...receivers.created], updated: [...receivers.updated] },
          elements: elements.map(({ remarks, ...element }) => ({ ...element, remarks: remarks.map((remark) => ({ ...remark })) })),
        },
      };
    },

    async exportRouting({ actor }) {
      return { status: 200, mediaType: 'application/yaml', body: await use.exportRouting(actor) };
    },

    async testRouting({ actor, body }) {
      const answer = await use.testRouting(actor, {
        labels: body.labels,
        at: body.at === undefined ? undefined : new Date(body.at),
        settings: body.routing === undefined ? undefined : toRoutingSettings(body.routing),
      });
      return { status: 200, body: toAnswerJson(answer) };
    },
  };
}

const pointerOf = (path: readonly number[]): string => `/route${path.map((index) => `/routes/${index}`).join('')}`;

const toAnswerJson = ({ at, version, tried, routes, intervals, inhibition, silences, notified }: RoutingAnswer) => ({
  at: at.toISOString(),
  version: version ?? null,
  notified,
  tried: tried.map(({ path, matchers, ...rest }) => ({ path: pointerOf(path), matchers: [...matchers], ...rest })),
  routes: routes.map(({ route, groupKey, groupLabels, muting, firstAtMs, words, integrations }) => ({
    path: pointerOf(route.path),
    receiver: route.receiver,
    group_key: groupKey,
    group_labels: groupLabels,
    group_wait_seconds: route.groupWaitMs / 1000,
    group_interval_seconds: route.groupIntervalMs / 1000,
    repeat_interval_seconds: route.repeatIntervalMs / 1000,
    muted_by: muting.by ?? null,
    time_intervals: [...muting.names],
    first_notification_at: firstAtMs === undefined ? null : new Date(firstAtMs).toISOString(),
    integrations: integrations.map(({ id, kind, sendResolved }) => ({ id, kind, send_resolved: sendResolved })),
    explanation: words,
  })),
  time_intervals: [...intervals],
  inhibited_by: inhibition ? { rule: inhibition.rule.name ?? null, rule_index: inhibition.rule.index, alert_id: inhibition.source.id, fingerprint: inhibition.source.fingerprint, labels: inhibition.source.labels } : null,
  silenced_by: silences.map(({ id, comment, createdBy, endsAt }) => ({ id, comment, created_by: createdBy, ends_at: endsAt.toISOString() })),
});
