import { someActor, useTransactions } from '#test/support';
import { orchestrationContract } from '../ports/orchestration.contract.ts';
import { postgresOrchestration } from './postgres-orchestration.ts';

const transactions = useTransactions();

orchestrationContract('PostgreSQL', () => postgresOrchestration(transactions), () => someActor());
