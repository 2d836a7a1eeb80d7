import { invalid } from '#pkg/apperror';
import type { Operations } from '#internal/platform/http';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { BacktestRule } from '../service/backtest-rule.ts';
import type { ExportRuleGroups, ImportRuleGroups } from '../service/import-rule-groups.ts';
import type { TestRules } from '../service/test-rules.ts';
import { toMetricSettings } from './rule-json.ts';

interface Use {
  readonly importRuleGroups: ImportRuleGroups;
  readonly exportRuleGroups: ExportRuleGroups;
  readonly backtestAlertRule: BacktestRule;
  readonly testAlertRules: TestRules;
}

/** Rules on their way in and out, and tried out. */
export function ruleFileOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async importRuleGroups({ actor, body, query: { namespace, dry_run: isDryRun = false } }) {
      const imported = await use.importRuleGroups(actor, { namespace, text: body, isDryRun });
      return { status: 200, body: { namespace, dry_run: isDryRun, ...imported } };
    },

    async exportRuleGroups({ actor, query }) {
      return { status: 200, mediaType: 'application/yaml', body: await use.exportRuleGroups(actor, query.namespace) };
    },

    async testAlertRules({ body: { tests, rule_files: ruleFiles }, signal }) {
      const { passed, problem = null, warnings, tests: results } = await use.testAlertRules({ tests, ruleFiles }, signal);
      return { status: 200, body: { passed, problem, warnings, tests: results.map(({ name, passed: ok, failures }) => ({ name, passed: ok, failures })) } };
    },

    async backtestAlertRule({ actor, body, signal }) {
      if ((body.rule === undefined) === (body.rule_id === undefined)) throw invalid('/rule', 'is required, or `rule_id`, and not both');
      const rule = body.rule === undefined ? (body.rule_id as AlertRuleId) : toMetricSettings(body.rule, '/rule');
      const intervalMs = body.interval_seconds === undefined ? undefined : Math.round(body.interval_seconds * 1000);
      const report = await use.backtestAlertRule(actor, { rule, start: new Date(body.start), end: new Date(body.end), intervalMs }, signal);
      return {
        status: 200,
        body: {
          episodes: report.episodes.map(({ labels, annotations, value, pendingAt, firedAt, resolvedAt, endedBy, explanation }) => ({
            labels, annotations, value, pending_at: pendingAt.toISOString(), fired_at: firedAt?.toISOString() ?? null, resolved_at: resolvedAt?.toISOString() ?? null, ended_by: endedBy, explanation,
          })),
          evaluations: report.evaluations,
          completed_until: report.completedUntil.toISOString(),
          episodes_found: report.episodesFound,
          truncated: report.isTruncated,
          failures: report.failures,
          first_error: report.firstError,
        },
      };
    },
  };
}
