import { AppError, unavailable } from '#pkg/apperror';
import type { Operations } from './operations.ts';

/** Something this process depends on. */
export interface HealthCheck {
  /** As it is listed: `postgres`, `temporal`, `identity`. */
  readonly name: string;
  /** Whether the process cannot serve without it; otherwise it is degraded. */
  readonly required: boolean;
  /** Throws, or takes longer than a second, when the thing does not answer. */
  check(): Promise<void>;
}

interface CheckResult {
  readonly name: string;
  readonly status: 'up' | 'down';
  readonly required: boolean;
  readonly durationMs: number;
}

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'unavailable';
  /** Names of the checks that fail. */
  readonly degraded: readonly string[];
  readonly checks: readonly CheckResult[];
}

const TIMEOUT_MS = 1000;
// Anybody may ask for health, so many questions share one look.
const KEPT_FOR_MS = 1000;

async function run(checked: HealthCheck): Promise<CheckResult> {
  const { name, required } = checked;
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(`${name} does not answer`)), TIMEOUT_MS);
  });
  const status = await Promise.race([checked.check(), late]).then(
    () => 'up' as const,
    () => 'down' as const,
  );
  clearTimeout(timer);
  return { name, status, required, durationMs: Math.round((performance.now() - started) * 10) / 10 };
}

/** Health of this process: alive, ready, degraded. */
export class Health {
  private draining = false;
  private latest: { readonly at: number; readonly report: Promise<HealthReport> } | undefined;

  constructor(private readonly checks: readonly HealthCheck[]) {}

  /** From now on the process is not ready, whatever the checks say: it is about to stop. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<HealthReport> {
    const now = performance.now();
    if (!this.latest || now - this.latest.at > KEPT_FOR_MS) this.latest = { at: now, report: this.look() };
    const report = await this.latest.report;
    return this.draining ? { ...report, status: 'unavailable' } : report;
  }

  /** Throws `unavailable` while the process starts to stop, or misses something that it requires. */
  async assertReady(): Promise<void> {
    if (this.draining) throw unavailable('the server is stopping', 1);
    const { checks } = await this.report();
    const missing = checks.filter(({ required, status }) => required && status === 'down').map(({ name }) => name);
    if (missing.length > 0) throw new AppError('unavailable', `not ready without ${missing.join(', ')}`, { retryAfterSeconds: 1 });
  }

  private async look(): Promise<HealthReport> {
    const checks = await Promise.all(this.checks.map(run));
    const down = checks.filter(({ status }) => status === 'down');
    const status = down.some(({ required }) => required) ? 'unavailable' : down.length > 0 ? 'degraded' : 'ok';
    return { status, degraded: down.map(({ name }) => name), checks };
  }
}

/** Operations that the platform handles itself. */
export type HealthOperationId = 'getHealth' | 'getLiveness' | 'getReadiness';

/** A report in the form of the contract. */
export const healthJson = ({ status, degraded, checks }: HealthReport) => ({
  status,
  degraded,
  checks: checks.map(({ durationMs, ...check }) => ({ ...check, duration_ms: durationMs })),
});

/** Handlers of `/health`, `/health/live` and `/health/ready`. */
export function healthOperations(health: Health): Pick<Operations, HealthOperationId> {
  return {
    async getHealth() {
      return { status: 200, body: healthJson(await health.report()) };
    },
    // Says nothing about dependencies: restarting this process would not mend them.
    getLiveness: () => Promise.resolve({ status: 200, body: { status: 'alive' } }),
    async getReadiness() {
      await health.assertReady();
      return { status: 200, body: { status: 'ready' } };
    },
  };
}
