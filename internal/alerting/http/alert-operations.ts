import { pageJson, pageRequest, type OperationAnswer, type OperationInput, type Operations } from '#internal/platform/http';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { AlertFilter } from '../ports/alert-repository.ts';
import type { AcknowledgeAlert } from '../service/acknowledge-alert.ts';
import type { CreateAlert } from '../service/create-alert.ts';
import type { GetAlert } from '../service/get-alert.ts';
import type { ListAlerts } from '../service/list-alerts.ts';
import type { ResolveAlert } from '../service/resolve-alert.ts';
import { toAlertJson } from './alert-json.ts';
import { SharedReads } from './shared-reads.ts';

interface Use {
  readonly listAlerts: ListAlerts;
  readonly createAlert: CreateAlert;
  readonly getAlert: GetAlert;
  readonly acknowledgeAlert: AcknowledgeAlert;
  readonly resolveAlert: ResolveAlert;
}

export function alertOperations(use: Use): Pick<Operations, keyof Use> {
  const lists = new SharedReads<OperationAnswer<'listAlerts'>>();
  return {
    listAlerts({ actor, query }) {
      const request = pageRequest('listAlerts', query, ['timestamp', 'uuid']);
      return lists.get(JSON.stringify([actor.tenantId, query]), async () => {
        const page = await use.listAlerts(actor, toFilter(query), request);
        return { status: 200, body: pageJson('listAlerts', query, page, toAlertJson) };
      });
    },

    async createAlert({ actor, body }) {
      const alert = await use.createAlert(actor, {
        labels: body.labels,
        annotations: body.annotations ?? {},
        startsAt: body.starts_at === undefined ? undefined : new Date(body.starts_at),
        generatorUrl: body.generator_url,
      });
      return { status: 201, body: toAlertJson(alert), etag: alert.version, location: `/api/v1/alerts/${alert.id}` };
    },

    async getAlert({ actor, path }) {
      return answer(await use.getAlert(actor, path.alertId as AlertId));
    },

    async acknowledgeAlert({ actor, path }) {
      return answer(await use.acknowledgeAlert(actor, path.alertId as AlertId));
    },

    async resolveAlert({ actor, path }) {
      return answer(await use.resolveAlert(actor, path.alertId as AlertId));
    },
  };
}

const toFilter = (query: OperationInput<'listAlerts'>['query']): AlertFilter => ({
  ...(query.status && { statuses: query.status }),
  ...(query.severity && { severity: query.severity }),
  ...(query.name && { name: query.name }),
  ...(query.fingerprint && { fingerprint: query.fingerprint as Fingerprint }),
  ...(query.rule_id && { ruleId: query.rule_id as AlertRuleId }),
  ...(query.since && { since: new Date(query.since) }),
  ...(query.until && { until: new Date(query.until) }),
});

const answer = (alert: Alert) => ({ status: 200, body: toAlertJson(alert), etag: alert.version }) as const;
