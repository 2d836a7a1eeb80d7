import { SERVICES } from '../support/process-stack.ts';
import { type CheckerName, verdict } from './checkers.ts';
import { useDurableProduct } from './durable-product.ts';

const BATCH = 8;

describe('kill -9 in the middle of remediations', () => {
  const suite = useDurableProduct();

  test.each(SERVICES)('of %s: nothing that was acknowledged is lost, nothing happens twice, everything ends', async (victim) => {
    const { product } = suite;
    product.breakInstances(BATCH);
    await product.untilUnderWay(BATCH / 2);
    product.breakInstances(BATCH); // these are on their way when it happens
    await product.stack.kill(victim);
    product.breakInstances(BATCH);
    await product.receiver.answered(); // the effects have happened, and nobody could write it down
    await product.stack.start(victim);
    expect(verdict(await product.quiet())).toEqual({});
  }, 240_000);

  // The control: without it, the stories above could be told by a receiver that needs no keys.
  test('requests did arrive more than once, so a receiver that takes no notice of their keys turns the checkers red', async () => {
    const seen = await suite.product.observe();
    expect(seen.arrivals.length).toBeGreaterThan(new Set(seen.arrivals.map(({ key }) => key)).size);
    expect(Object.keys(verdict({ ...seen, effects: seen.arrivals }))).toEqual(expect.arrayContaining(['actsOnce', 'keepsTheLedger']));
  });

  const aRow = (table: string): string => `(SELECT min(id::text)::uuid FROM ${table})`;
  const copiedAlert = `
    DROP INDEX alerting.alerts_one_open;
    INSERT INTO alerting.alerts SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'starts_at', a.starts_at - interval '1 second'))).* FROM alerting.alerts a LIMIT 1`;

  test.each<[CheckerName, string, string]>([
    ['keepsAcknowledgedAlerts', 'an alert that is gone', `DELETE FROM alerting.alerts WHERE id = ${aRow('alerting.alerts')}`],
    ['opensOneAlertPerEpisode', 'a second alert of the same episode', copiedAlert],
    ['endsEveryExecution', 'an execution that hangs', `UPDATE automation.executions SET status = 'running', finished_at = NULL WHERE id = ${aRow('automation.executions')}`],
    ['endsEveryExecution', 'an alert that nobody cared for', `DELETE FROM remediation.remediations WHERE id = ${aRow('remediation.remediations')}`],
    ['keepsTheLedger', 'an effect without its ticket', `DELETE FROM tickets.tickets WHERE id = ${aRow('tickets.tickets')}`],
    ['keepsTheLedger', 'a ticket that nobody finishes', `SET LOCAL session_replication_role = replica; UPDATE tickets.tickets SET status = 'RUNNING', completed_at = NULL, output = NULL WHERE id = ${aRow('tickets.tickets')}`],
    ['tellsPeople', 'a failure that people were told nothing of', `UPDATE remediation.remediations SET status = 'failed' WHERE status = 'verified'`],
    ['auditsEveryChange', 'a change without its entry in the audit log', `UPDATE alerting.alerts SET version = version + 1 WHERE id = ${aRow('alerting.alerts')}`],
    ['auditsEveryChange', 'an entry that was removed', `DELETE FROM audit.audit_log WHERE seq = (SELECT max(seq) FROM audit.audit_log)`],
    ['deliversEveryEvent', 'an event that was not delivered', `UPDATE platform.outbox SET delivered_at = NULL, attempt_at = 'infinity' WHERE id = (SELECT min(id::text)::uuid FROM platform.outbox WHERE delivered_at IS NOT NULL)`],
    ['recovers', 'a lock that is left behind', `SELECT pg_advisory_xact_lock(42)`],
  ])('%s turns red on %s', async (checker, _fault, plant) => {
    expect(verdict(await suite.product.observePlanted(plant))).toHaveProperty(checker);
  });

  test('auditsEveryChange turns red on an entry that somebody tampered with, and names it', async () => {
    const { product } = suite;
    const row = `WHERE seq = 5 AND tenant_id = (SELECT min(tenant_id::text)::uuid FROM audit.audit_log)`;
    await product.administer(`UPDATE audit.audit_log SET actor = 'mallory:' || actor ${row}`);
    const seen = await product.observe();
    await product.administer(`UPDATE audit.audit_log SET actor = substr(actor, 9) ${row}`);
    expect(verdict(seen).auditsEveryChange?.join()).toMatch(/is broken: .*"seq":5/);
    expect(verdict(await product.observe())).toEqual({});
  });
});
