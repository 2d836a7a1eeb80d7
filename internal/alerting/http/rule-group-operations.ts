import { type components, pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { RuleGroupSettings } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import { DEFAULT_INTERVAL_MS } from '../domain/slots.ts';
import type { CreateRuleGroup, DeleteRuleGroup, GetRuleGroup, GroupWithProgress, ListRuleGroups, UpdateRuleGroup } from '../service/manage-rule-groups.ts';
import { toGroupedSettings, toMetricRuleJson } from './rule-json.ts';

interface Use {
  readonly listRuleGroups: ListRuleGroups;
  readonly createRuleGroup: CreateRuleGroup;
  readonly getRuleGroup: GetRuleGroup;
  readonly updateRuleGroup: UpdateRuleGroup;
  readonly deleteRuleGroup: DeleteRuleGroup;
}

export function ruleGroupOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listRuleGroups({ actor, query }) {
      const page = await use.listRuleGroups(actor, { namespace: query.namespace }, pageRequest('listRuleGroups', query, ['text', 'text']));
      return { status: 200, body: pageJson('listRuleGroups', query, page, toRuleGroupJson) };
    },

    async createRuleGroup({ actor, body }) {
      const created = await use.createRuleGroup(actor, toSettings(body));
      return { ...answer(created), status: 201, location: `/api/v1/rule-groups/${created.group.id}` };
    },

    async getRuleGroup({ actor, path }) {
      return answer(await use.getRuleGroup(actor, path.groupId as RuleGroupId));
    },

    async updateRuleGroup({ actor, path, body, ifMatch }) {
      return answer(await use.updateRuleGroup(actor, path.groupId as RuleGroupId, toSettings(body), ifMatch));
    },

    async deleteRuleGroup({ actor, path, ifMatch }) {
      await use.deleteRuleGroup(actor, path.groupId as RuleGroupId, ifMatch);
      return { status: 204 };
    },
  };
}

const answer = (found: GroupWithProgress) => ({ status: 200, body: toRuleGroupJson(found), etag: found.group.version }) as const;

// The defaults are those of the contract.
const toSettings = (body: components['schemas']['RuleGroupSettings']): RuleGroupSettings => ({
  namespace: body.namespace,
  name: body.name,
  intervalMs: body.interval_seconds === undefined ? DEFAULT_INTERVAL_MS : Math.round(body.interval_seconds * 1000),
  queryOffsetMs: Math.round((body.query_offset_seconds ?? 0) * 1000),
  limit: body.limit ?? 0,
  labels: body.labels ?? {},
  rules: body.rules.map(toGroupedSettings),
});

/** A group as it is shown. */
export const toRuleGroupJson = ({ group, progress }: GroupWithProgress) => ({
  id: group.id,
  namespace: group.namespace,
  name: group.name,
  interval_seconds: group.intervalMs / 1000,
  query_offset_seconds: group.queryOffsetMs / 1000,
  limit: group.limit,
  labels: group.labels,
  rules: group.rules.map(toMetricRuleJson),
  last_evaluation_at: progress.lastSlotAt?.toISOString() ?? null,
  evaluations: progress.evaluations,
  missed_evaluations: progress.missed,
  evaluation_seconds: progress.evaluationSeconds,
  created_at: group.createdAt.toISOString(),
  updated_at: group.updatedAt.toISOString(),
  version: group.version,
});
