import { systemClock, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { firingAlert, noon, signalInput, someone } from '../fakes/samples.ts';
import { alertingContract } from '../ports/alerting.contract.ts';
import { acknowledgeAlert } from '../service/acknowledge-alert.ts';
import { expireAlert } from '../service/expire-alert.ts';
import { firePendingAlert } from '../service/fire-pending-alert.ts';
import { createAlertRule } from '../service/create-alert-rule.ts';
import { receiveSignals } from '../service/receive-signals.ts';
import { RuleCache } from '../service/rule-cache.ts';
import { ruleSettings } from '../fakes/samples.ts';
import { postgresAlerting } from './postgres-alerting.ts';

const work = postgresAlerting(useTransactions());
const admin = useTestPool('admin', 1);

alertingContract('PostgresAlerting', () => work);

describe('alerting on PostgreSQL', () => {
  test('works', () => { expect(noon).toBeTruthy(); });
});
