import { Counter, Gauge, Histogram, type Logger, type Registry } from '#pkg/observability';
import type { RuleObserver } from './rule-observer.ts';

/** Metrics and log lines about the evaluation of rules in this process. */
export function ruleTelemetry({ registry, logger, held }: { readonly registry: Registry; readonly logger: Logger; readonly held: () => number }): RuleObserver {
  const registers = [registry];
  const evaluations = new Counter({ name: 'orchestrix_rule_evaluations_total', help: 'Rules that were evaluated', registers });
  const failures = new Counter({ name: 'orchestrix_rule_evaluation_failures_total', help: 'Rules that could not be evaluated, or whose samples were refused', registers });
  const missed = new Counter({ name: 'orchestrix_rule_group_iterations_missed_total', help: 'Evaluations of groups that did not take place', registers });
  const seconds = new Histogram({ name: 'orchestrix_rule_group_duration_seconds', help: 'How long evaluations of groups take', buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60], registers });
  new Gauge({ name: 'orchestrix_rule_groups_held', help: 'Groups that this process evaluates', registers, collect() { this.set(held()); } });
  return {
    evaluated(_group, report) {
      evaluations.inc(report.rules);
      failures.inc(report.failed);
      seconds.observe(report.seconds);
    },
    missed(group, count) {
      missed.inc(count);
      logger.warn({ tenant_id: group.held.tenantId, group_id: group.held.groupId, group: group.name, missed: count }, 'evaluations of a rule group were missed');
    },
    troubled(group, error) {
      logger.warn({ err: error, tenant_id: group.held.tenantId, group_id: group.held.groupId, group: group.name }, 'a rule group could not be evaluated');
    },
  };
}
