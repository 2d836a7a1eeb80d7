import { useTestPool } from '#test/support';
import { pendingMigrations } from './migrate.ts';

describe('migrate', () => {
  const pool = useTestPool();

  test('leaves nothing pending, as the application role sees it', async () => {
    expect(await pendingMigrations(pool)).toEqual([]);
  });

  test('limits how long the application role may hold anything', async () => {
    const settings = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout'];
    const { rows } = await pool.query<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [settings]);
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))).toEqual({
      statement_timeout: 5_000,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      transaction_timeout: 15_000,
    });
  });

  test('makes the application role neither superuser nor exempt from row-level security', async () => {
    const { rows } = await pool.query('SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = current_user');
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolreplication: false }]);
  });
});
