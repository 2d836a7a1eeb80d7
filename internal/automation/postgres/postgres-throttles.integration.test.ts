import { useTransactions } from '#test/support';
import { throttlesContract } from '../ports/throttles.contract.ts';
import { PostgresThrottles } from './postgres-throttles.ts';

const transactions = useTransactions();
throttlesContract('PostgresThrottles', (clock) => new PostgresThrottles(transactions, clock));
