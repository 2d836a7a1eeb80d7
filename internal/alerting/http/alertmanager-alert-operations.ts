import { compileMatchers, MatcherSyntaxError, parseMatcher } from '#pkg/alertmanager';
import { invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { OperationInput, Operations } from '#internal/platform/http';
import { RESOLVE_TIMEOUT_MS } from '../domain/signal.ts';
import type { Labels } from '../domain/labels.ts';
import type { Receivers } from '../ports/receivers.ts';
import type { ConfigText } from '../service/config-text.ts';
import { DEFAULT_RECEIVER, type AlertView, type ViewAlertGroups, type ViewAlerts } from '../service/view-alerts.ts';

interface Use {
  readonly viewAlerts: ViewAlerts;
  readonly viewAlertGroups: ViewAlertGroups;
  readonly receivers: Receivers;
  readonly configText: ConfigText;
  readonly clock: Clock;
}

type Answered = 'alertmanagerAlerts' | 'alertmanagerAlertGroups' | 'alertmanagerReceivers' | 'alertmanagerStatus';
type Query = OperationInput<'alertmanagerAlerts'>['query'];

/** The version of Alertmanager whose API this is. */
const VERSION = '0.34.2';

/** Alerts, groups, receivers and status of Alertmanager's API v2 (api/v2/api.go), for amtool, Grafana and its UI. */
export function alertmanagerAlertOperations({ viewAlerts, viewAlertGroups, receivers, configText, clock }: Use): Pick<Operations, Answered> {
  const startedAt = clock.now().toISOString();
  const receiverNames = async (actor: Actor) => {
    const names = (await receivers.list(actor)).map(({ name }) => name);
    return names.length > 0 ? names : [DEFAULT_RECEIVER];
  };
  return {
    async alertmanagerAlerts({ actor, query }) {
      const [isWanted, isReceiver] = [alertFilter(query), receiverFilter(query.receiver)];
      const views = (await viewAlerts(actor)).filter((view) => view.receivers.some(isReceiver) && isWanted(view));
      return { status: 200, body: views.map((view) => toGettable(view, [], clock.now())) };
    },

    async alertmanagerAlertGroups({ actor, query }) {
      const [isWanted, isReceiver] = [alertFilter(query), receiverFilter(query.receiver)];
      const groups = (await viewAlertGroups(actor)).filter(({ receiver, mutedBy }) => isReceiver(receiver) && (query.muted !== false || mutedBy.length === 0));
      const shown = groups.map((group) => ({ ...group, alerts: group.alerts.filter(isWanted) })).filter(({ alerts }) => alerts.length > 0);
      return {
        status: 200,
        body: shown.map(({ receiver, labels, mutedBy, alerts }) => ({ receiver: { name: receiver }, labels, routeLabels: {}, alerts: alerts.map((view) => toGettable(view, mutedBy, clock.now())) })),
      };
    },

    async alertmanagerReceivers({ actor }) {
      return { status: 200, body: (await receiverNames(actor)).map((name) => ({ name })) };
    },

    async alertmanagerStatus({ actor }) {
      const versionInfo = { version: VERSION, revision: '', branch: 'orchestrix', buildUser: '', buildDate: '', goVersion: '' };
      return { status: 200, body: { cluster: { status: 'disabled' as const, peers: [] }, versionInfo, config: { original: await configText(actor) }, uptime: startedAt } };
    },
  };
}

function alertFilter({ filter = [], active, silenced, inhibited }: Pick<Query, 'filter' | 'active' | 'silenced' | 'inhibited'>): (view: AlertView) => boolean {
  const matches = inTheirWords(() => compileMatchers(filter.map((text) => parseMatcher(text))));
  return ({ alert, reasons }) =>
    matches(alert.labels) &&
    (active !== false || reasons.length > 0) &&
    (silenced !== false || !reasons.some(isSilence)) &&
    (inhibited !== false || !reasons.some(isInhibition));
}

function receiverFilter(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined || pattern === '') return () => true;
  const matches: (labels: Labels) => boolean = inTheirWords(() => compileMatchers([{ name: 'receiver', op: '=~', value: pattern }]), 'failed to parse receiver param: ');
  return (receiver) => matches({ receiver });
}

function inTheirWords<Result>(read: () => Result, before = ''): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof MatcherSyntaxError ? invalid('', `${before}${error.message}`) : error;
  }
}

const isSilence = ({ stage }: AlertView['reasons'][number]): boolean => stage === 'silence' || stage === 'maintenance' || stage === 'flapping';
const isInhibition = ({ stage }: AlertView['reasons'][number]): boolean => stage === 'inhibition';
const idsOf = (reasons: AlertView['reasons']): string[] => reasons.flatMap(({ id }) => id ?? []);

function toGettable({ alert, receivers, reasons }: AlertView, mutedBy: readonly string[], now: Date) {
  // Theirs always end some time: those that end by word go on for as long as they are believed.
  const endsAt = alert.expiresAt ?? new Date(now.getTime() + RESOLVE_TIMEOUT_MS);
  return {
    annotations: alert.annotations,
    endsAt: endsAt.toISOString(),
    fingerprint: alert.fingerprint,
    receivers: receivers.map((name) => ({ name })),
    startsAt: alert.startsAt.toISOString(),
    status: {
      inhibitedBy: idsOf(reasons.filter(isInhibition)),
      mutedBy: [...mutedBy],
      silencedBy: idsOf(reasons.filter(isSilence)),
      state: reasons.length > 0 || mutedBy.length > 0 ? ('suppressed' as const) : ('active' as const),
    },
    updatedAt: alert.lastReceivedAt.toISOString(),
    generatorURL: alert.generatorUrl ?? '',
    labels: alert.labels,
  };
}
