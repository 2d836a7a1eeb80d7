import type { Pool } from 'pg';
import { createPool } from '#pkg/database';

function fromSetup(variable: string): string {
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: name the file *.integration.test.ts, so that PostgreSQL is started for it`);
  return url;
}

/** Connection strings of the shared, migrated PostgreSQL. Product code runs as `app` or `relay`; `admin` is for planting faults. */
export const testUrls = {
  get app() { return fromSetup('ORX_TEST_APP_URL'); },
  get relay() { return fromSetup('ORX_TEST_RELAY_URL'); },
  get admin() { return fromSetup('ORX_TEST_ADMIN_URL'); },
};

/** A pool that is closed after the suite. Call it at the top of a `describe` or of the file. */
export function useTestPool(as: keyof typeof testUrls = 'app', max = 5): Pool {
  const pool = createPool({ url: testUrls[as], max, applicationName: `test-${as}`, acquireTimeoutMs: 10_000 });
  afterAll(() => pool.end());
  return pool;
}
