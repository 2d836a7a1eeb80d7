import { AppError, type ErrorDetail } from '#pkg/apperror';
import { migrate } from '#pkg/database';
import type { Environment } from '#pkg/devstack';
import { checkDatabase } from './existing-servers.ts';
import { linesOn } from './progress.ts';
import { seedDemoTenants } from './seed-demo.ts';

/**
 * `orchestrix migrate`: brings the database of `DATABASE_URL` (an administrator's connection) to the newest version, and sets the passwords of
 * our login roles when `DATABASE_APP_PASSWORD` and `DATABASE_RELAY_PASSWORD` are given.
 */
export async function migrateCommand(args: readonly string[], environment: Environment): Promise<number> {
  const url = databaseUrlFor('migrate', args, environment, 'an administrator; npm start migrates the database that it starts by itself');
  await checkDatabase(url);
  const passwords = Object.entries({ orx_app: environment['DATABASE_APP_PASSWORD'], orx_relay: environment['DATABASE_RELAY_PASSWORD'] })
    .filter((entry): entry is [string, string] => Boolean(entry[1]));
  await linesOn(process.stdout).step('Migrations', async () => {
    await migrate(url, { passwords: Object.fromEntries(passwords) });
    return { shown: passwords.length > 0 ? `passwords set for ${passwords.map(([role]) => role).join(' and ')}` : '' };
  });
  return 0;
}

/** `orchestrix seed`: makes the demo tenants and their memberships in the database of `DATABASE_URL` (the application role's connection). */
export async function seedCommand(args: readonly string[], environment: Environment): Promise<number> {
  const url = databaseUrlFor('seed', args, environment, 'the role orx_app');
  await checkDatabase(url);
  await linesOn(process.stdout).step('Demo tenants', async () => {
    await seedDemoTenants(url);
    return { shown: 'acme, globex' };
  });
  return 0;
}

function databaseUrlFor(command: string, args: readonly string[], environment: Environment, whose: string): string {
  const url = environment['DATABASE_URL'];
  const details: ErrorDetail[] = [
    ...args.map((argument) => ({ field: argument, reason: 'is not an option of this command' })),
    ...(url && URL.canParse(url) ? [] : [{ field: 'DATABASE_URL', reason: `must be the connection of ${whose}` }]),
  ];
  if (details.length > 0 || !url) throw new AppError('invalid', `${command}: ${details.map(({ field, reason }) => `${field} ${reason}`).join('; ')}`, { details });
  return url;
}
