import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { CreateAlertRule } from '../service/create-alert-rule.ts';
import type { DeleteAlertRule } from '../service/delete-alert-rule.ts';
import type { GetAlertRule } from '../service/get-alert-rule.ts';
import type { ListAlertRules } from '../service/list-alert-rules.ts';
import type { UpdateAlertRule } from '../service/update-alert-rule.ts';
import { toAlertRuleJson, toRuleSettings } from './rule-json.ts';

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
      const page = await use.listAlertRules(actor, { kind: query.kind }, pageRequest('listAlertRules', query, ['integer', 'uuid']));
      return { status: 200, body: pageJson('listAlertRules', query, page, toAlertRuleJson) };
    },

    async createAlertRule({ actor, body }) {
      const rule = await use.createAlertRule(actor, toRuleSettings(body));
      return { status: 201, body: toAlertRuleJson(rule), etag: rule.version, location: `/api/v1/alert-rules/${rule.id}` };
    },

    async getAlertRule({ actor, path }) {
      return answer(await use.getAlertRule(actor, path.ruleId as AlertRuleId));
    },

    async updateAlertRule({ actor, path, body, ifMatch }) {
      return answer(await use.updateAlertRule(actor, path.ruleId as AlertRuleId, toRuleSettings(body), ifMatch));
    },

    async deleteAlertRule({ actor, path, ifMatch }) {
      await use.deleteAlertRule(actor, path.ruleId as AlertRuleId, ifMatch);
      return { status: 204 };
    },
  };
}

const answer = (rule: AlertRule) => ({ status: 200, body: toAlertRuleJson(rule), etag: rule.version }) as const;
