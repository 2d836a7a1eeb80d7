import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool, urlOfDatabase } from '#pkg/database';
import { copyDatabase, dropDatabase } from './copy-database.ts';
import { TEMPLATE_DATABASE } from './template-database.ts';

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

/** Where a suite's PostgreSQL is, per role. */
export type TestUrls = Readonly<Record<'app' | 'relay' | 'admin', string>>;

/**
 * A migrated database of the suite's own, dropped after it. For suites that run a relay (it would deliver, and so take away, the events
 * of all others) or count what all tenants have. Call it at the top of a `describe`; connect in tests and hooks only.
 */
export function useOwnDatabase(): TestUrls {
  const name = `suite_${randomBytes(6).toString('hex')}`;
  const { admin, app, relay } = testUrls;
  beforeAll(() => copyDatabase(admin, { from: TEMPLATE_DATABASE, to: name }));
  afterAll(() => dropDatabase(admin, name));
  return { admin: urlOfDatabase(admin, name), app: urlOfDatabase(app, name), relay: urlOfDatabase(relay, name) };
}

/** A pool that is closed after the suite. Call it at the top of a `describe` or of the file. */
export function useTestPool(as: keyof TestUrls = 'app', max = 5, urls: TestUrls = testUrls): Pool {
  const pool = createPool({ url: urls[as], max, applicationName: `test-${as}`, acquireTimeoutMs: 10_000 });
  afterAll(() => pool.end());
  return pool;
}
