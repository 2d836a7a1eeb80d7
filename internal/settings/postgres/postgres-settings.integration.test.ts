import { someActor, useTransactions } from '#test/support';
import { settingsContract } from '../ports/settings.contract.ts';
import { postgresSettings } from './postgres-settings.ts';

const transactions = useTransactions();

settingsContract('PostgreSQL', () => postgresSettings(transactions), () => someActor());
