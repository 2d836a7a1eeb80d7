import { sql } from 'kysely';
import type { Transactions } from '#internal/platform/transactions';
import type { TaskType } from '../domain/plan-document.ts';
import type { DurationPredictor } from '../ports/duration-predictor.ts';

/** Tasks of a type that a prediction looks at: enough for a median, few enough for one glance at an index. */
const LAST_TASKS = 100;

/** Predicts that a task takes as long as the median of the last tasks of its type, from the end of one attempt's beginning to its completion. */
export function recordedDurations(transactions: Transactions): DurationPredictor {
  return {
    predict: (actor, types) =>
      transactions.read(actor, async ({ trx }) => {
        const { rows } = await sql<{ taskType: TaskType; medianMs: number }>`
          select type as "taskType", last.median_ms as "medianMs"
          from unnest(${[...types]}::text[]) as type
          cross join lateral (
            select percentile_cont(0.5) within group (order by extract(epoch from (recent.completed_at - recent.started_at)) * 1000) as median_ms
            from (
              select completed_at, started_at from orchestration.plan_tasks
              where tenant_id = ${actor.tenantId} and task_type = type and status = 'completed' and started_at is not null
              order by completed_at desc limit ${LAST_TASKS}
            ) as recent
          ) as last
          where last.median_ms is not null`.execute(trx);
        return Object.fromEntries(rows.map(({ taskType, medianMs }) => [taskType, Number(medianMs)]));
      }),
  };
}
