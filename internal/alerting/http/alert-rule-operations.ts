import { pageJson, pageRequest, type components, type Operations } from '#internal/platform/http';
import type { AlertRule, AlertRuleId, AlertRuleSettings } from '../domain/alert-rule.ts';
import type { CreateAlertRule } from '../service/create-alert-rule.ts';
import type { DeleteAlertRule } from '../service/delete-alert-rule.ts';
import type { GetAlertRule } from '../service/get-alert-rule.ts';
import type { ListAlertRules } from '../service/list-alert-rules.ts';
import type { UpdateAlertRule } from '../service/update-alert-rule.ts';

interface Use {
  readonly listAlertRules: ListAlertRules;
  readonly createAlertRule: CreateAlertRule;
  readonly getAlertRule: GetAlertRule;
  readonly updateAlertRule: UpdateAlertRule;
  readonly deleteAlertRule: DeleteAlertRule;
}

export function alertRuleOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listAlertRules({ actor, query }) {
      const page = await use.listAlertRules(actor, pageRequest('listAlertRules', query, ['integer', 'uuid']));
      return { status: 200, body: pageJson('listAlertRules', query, page, toAlertRuleJson) };
    },

    async createAlertRule({ actor, body }) {
      const rule = await use.createAlertRule(actor, toSettings(body));
      return { status: 201, body: toAlertRuleJson(rule), etag: rule.version, location: `/api/v1/alert-rules/${rule.id}` };
    },

    async getAlertRule({ actor, path }) {
      return answer(await use.getAlertRule(actor, path.ruleId as AlertRuleId));
    },

    async updateAlertRule({ actor, path, body, ifMatch }) {
      return answer(await use.updateAlertRule(actor, path.ruleId as AlertRuleId, toSettings(body), ifMatch));
    },

    async deleteAlertRule({ actor, path, ifMatch }) {
      await use.deleteAlertRule(actor, path.ruleId as AlertRuleId, ifMatch);
      return { status: 204 };
    },
  };
}

const answer = (rule: AlertRule) => ({ status: 200, body: toAlertRuleJson(rule), etag: rule.version }) as const;

// The defaults are those of the contract.
const toSettings = (body: components['schemas']['AlertRuleSettings']): AlertRuleSettings => ({
  name: body.name,
  matchers: body.matchers,
  forSeconds: body.for_seconds ?? 0,
  severity: body.severity ?? null,
  labels: body.labels ?? {},
  annotations: body.annotations ?? {},
  enabled: body.enabled ?? true,
  position: body.position ?? 100,
});

const toAlertRuleJson = (rule: AlertRule) => ({
  id: rule.id,
  name: rule.name,
  matchers: rule.matchers,
  for_seconds: rule.forSeconds,
  severity: rule.severity,
  labels: rule.labels,
  annotations: rule.annotations,
  enabled: rule.enabled,
  position: rule.position,
  created_at: rule.createdAt.toISOString(),
  updated_at: rule.updatedAt.toISOString(),
  version: rule.version,
});
