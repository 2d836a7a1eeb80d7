import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { resolveBinary } from 'dbmate';
import { Client, type Pool } from 'pg';
import { AppError } from '#pkg/apperror';

export interface MigrateOptions {
  /** Role name → password, set after the migrations made the roles; the passwords appear in no migration. */
  readonly passwords: Readonly<Record<string, string>>;
  /** `sql/migrations` of the package when left out. */
  readonly migrationsDir?: string;
}

// Any number that no other program uses for its advisory locks on this database.
const MIGRATION_LOCK = 7_041_226_118;

/**
 * Brings the database of `adminUrl` to the newest version with dbmate and sets the passwords of the login roles. Processes that
 * start together take turns. The login of `adminUrl` is a superuser, or may create roles and schemas. Throws `unavailable`.
 */
export async function migrate(adminUrl: string, { passwords, migrationsDir = defaultMigrationsDir() }: MigrateOptions): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dbmate(adminUrl, migrationsDir);
    for (const [role, password] of Object.entries(passwords)) {
      await admin.query(`ALTER ROLE ${admin.escapeIdentifier(role)} LOGIN PASSWORD ${admin.escapeLiteral(password)}`);
    }
  } finally {
    await admin.end();
  }
}

/** Versions in the folder that the database does not have yet; empty means current. Any login that may read `schema_migrations` will do. */
export async function pendingMigrations(pool: Pool, migrationsDir = defaultMigrationsDir()): Promise<readonly string[]> {
  const files = await readdir(migrationsDir);
  const { rows } = await pool.query<{ version: string }>('SELECT version FROM public.schema_migrations');
  const applied = new Set(rows.map((row) => row.version));
  return files.filter((file) => file.endsWith('.sql')).map((file) => file.split('_')[0] ?? file).filter((version) => !applied.has(version)).sort();
}

async function dbmate(url: string, migrationsDir: string): Promise<void> {
  try {
    await promisify(execFile)(resolveBinary(), ['--migrations-dir', migrationsDir, '--no-dump-schema', 'migrate'], {
      env: { DATABASE_URL: withSslMode(url), TZ: 'UTC' },
    });
  } catch (cause) {
    const { stderr, stdout } = cause as { stderr?: string; stdout?: string };
    throw new AppError('unavailable', `the migrations failed: ${(stderr ?? '').trim()} ${(stdout ?? '').trim().split('\n').at(-1) ?? ''}`, { cause });
  }
}

/** dbmate's driver insists on TLS unless told otherwise, pg does not use it unless told; a local server has none. */
function withSslMode(url: string): string {
  const changed = new URL(url);
  if (!changed.searchParams.has('sslmode')) changed.searchParams.set('sslmode', 'disable');
  return changed.href;
}

const defaultMigrationsDir = (): string => join(packageRoot(), 'sql', 'migrations');

/** Works from the sources and from `dist`, which has no package.json of its own. */
function packageRoot(from = __dirname): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'sql'))) return from;
  if (dirname(from) === from) throw new Error('sql/migrations is not part of this installation');
  return packageRoot(dirname(from));
}
