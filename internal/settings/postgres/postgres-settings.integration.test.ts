import { someActor, useTransactions } from '#test/support';
import { secretsContract } from '../ports/secrets.contract.ts';
import { settingsContract } from '../ports/settings.contract.ts';
import { postgresSettings } from './postgres-settings.ts';

const transactions = useTransactions();

settingsContract('PostgreSQL', () => postgresSettings(transactions), () => someActor());
secretsContract('PostgreSQL', () => postgresSettings(transactions), () => someActor());
