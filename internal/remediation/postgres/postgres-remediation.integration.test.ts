import { someActor, useTransactions } from '#test/support';
import { remediationContract } from '../ports/remediation.contract.ts';
import { postgresRemediation } from './postgres-remediation.ts';

const transactions = useTransactions();

remediationContract('PostgreSQL', () => postgresRemediation(transactions), () => someActor());
