import { useTransactions } from '../../../test/support/transactions.ts';
import { someActor } from '../../../test/support/tenants.ts';
import { remediationContract } from '../ports/remediation.contract.ts';
import { postgresRemediation } from './postgres-remediation.ts';

const transactions = useTransactions();

remediationContract('PostgreSQL', () => postgresRemediation(transactions), () => someActor());
