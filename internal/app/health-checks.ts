import { unavailable } from '#pkg/apperror';
import { pendingMigrations } from '#pkg/database';
import type { HealthCheck } from '#internal/platform/http';
import type { CommonConfig } from './config.ts';
import type { Contexts } from './contexts.ts';
import type { Platform } from './platform.ts';

type Checked = Pick<Contexts, 'temporal'>;

/** PostgreSQL answers and has every migration. Nothing can be acknowledged without it. */
const postgres = ({ pool }: Platform): HealthCheck => ({
  name: 'postgres',
  required: true,
  async check() {
    const pending = await pendingMigrations(pool);
    if (pending.length > 0) throw unavailable(`migrations are missing: ${pending.join(', ')}`);
  },
});

/** Without Temporal alerts are still accepted; their workflows start when it returns. */
const temporal = (contexts: Checked): HealthCheck => ({ name: 'temporal', required: false, check: () => contexts.temporal.check() });

/** Without the identity provider tokens that were issued stay valid; nobody can sign in. */
const identity = ({ issuer, reachableAt }: CommonConfig['identity']): HealthCheck => ({
  name: 'identity',
  required: false,
  async check() {
    const answer = await fetch(`${reachableAt ?? issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(1000) });
    await answer.body?.cancel();
    if (!answer.ok) throw unavailable(`the identity provider answered ${answer.status}`);
  },
});

export const apiHealthChecks = (platform: Platform, config: CommonConfig, contexts: Checked): HealthCheck[] => [postgres(platform), temporal(contexts), identity(config.identity)];

export const workerHealthChecks = (platform: Platform, contexts: Checked): HealthCheck[] => [postgres(platform), temporal(contexts)];
