import { useTestPool, useTransactions } from '#test/support';
import { anybody, automationContract, runningExecution, storedExecution, storedWorkflow } from '../ports/automation.contract.ts';
import { approvalRepositoryContract } from '../ports/approval-repository.contract.ts';
import { eventSetRepositoryContract } from '../ports/event-set-repository.contract.ts';
import { eventRepositoryContract } from '../ports/event-repository.contract.ts';
import { executionRepositoryContract } from '../ports/execution-repository.contract.ts';
import { quotaRepositoryContract } from '../ports/quota-repository.contract.ts';
import { scheduleRepositoryContract } from '../ports/schedule-repository.contract.ts';
import { subscriptionRepositoryContract } from '../ports/subscription-repository.contract.ts';
import { workflowRepositoryContract } from '../ports/workflow-repository.contract.ts';
import { postgresAutomation } from './postgres-automation.ts';

const work = postgresAutomation(useTransactions());
const admin = useTestPool('admin', 1);
const app = useTestPool('app', 1);

automationContract('PostgresAutomation', () => work);
workflowRepositoryContract('PostgresAutomation', () => work);
executionRepositoryContract('PostgresAutomation', () => work);
eventRepositoryContract('PostgresAutomation', () => work);
subscriptionRepositoryContract('PostgresAutomation', () => work);
eventSetRepositoryContract('PostgresAutomation', () => work);
approvalRepositoryContract('PostgresAutomation', () => work);
scheduleRepositoryContract('PostgresAutomation', () => work);
quotaRepositoryContract('PostgresAutomation', () => work);

describe('executions in PostgreSQL', () => {
  test.each([
    ['an unknown status', "status = 'done', finished_at = started_at", 'executions_status_known'],
    ['an end without a time', "status = 'failed'", 'executions_end_has_time'],
    ['a time of an end without the end', 'finished_at = started_at', 'executions_end_has_time'],
    ['an end before the start', "status = 'failed', finished_at = started_at - interval '1 ms'", 'executions_finished_after_started'],
    ['a start before the request', "started_at = created_at - interval '1 ms'", 'executions_started_after_created'],
    ['running without a start', 'started_at = NULL, temporal_run_id = NULL', 'executions_running_is_started'],
    ['pending after the start', "status = 'pending'", 'executions_pending_not_started'],
    ['a version of no workflow', 'workflow_version = 99', 'executions_workflow_version'],
  ])('the database itself refuses %s', async (_, change, constraint) => {
    const { id, tenantId } = await runningExecution(work, anybody());
    await expect(admin.query(`UPDATE automation.executions SET ${change} WHERE tenant_id = $1 AND id = $2`, [tenantId, id])).rejects.toMatchObject({ constraint });
  });

  test('the application cannot change or delete a version of a workflow', async () => {
    const { workflow } = await storedWorkflow(work, anybody());
    for (const statement of ["UPDATE automation.workflow_versions SET definition = '{}'", 'DELETE FROM automation.workflow_versions']) {
      await expect(app.query(`${statement} WHERE workflow_id = $1`, [workflow.id])).rejects.toThrow('permission denied');
    }
  });

  test('a page of the list is read from an index, whatever the filter', async () => {
    const owner = anybody();
    const { workflowId, correlationId } = await storedExecution(work, owner);
    const client = await admin.connect();
    try {
      await client.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off');
      for (const [column, value] of [['workflow_id', workflowId], ['status', 'pending'], ['correlation_id', correlationId], ['alert_id', workflowId], ['tenant_id', owner.tenantId]] as const) {
        const query = `EXPLAIN SELECT * FROM automation.executions WHERE tenant_id = $1 AND ${column} = $2 AND (created_at, id) < (now(), $1) ORDER BY created_at DESC, id DESC LIMIT 51`;
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(query, [owner.tenantId, value]);
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toContain('Index Scan');
        expect(plan).not.toContain('Sort');
      }
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
