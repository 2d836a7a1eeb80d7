import type { ServiceImplementation } from 'nice-grpc';
import { type HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import type { Health } from '#internal/platform/http';

/** How often a watched health is looked at. */
const LOOK_EVERY_MS = 5000;

/** `grpc.health.v1.Health` of this process: every service serves while the process is ready; the empty name stands for all. */
export function healthService(health: Health, services: readonly string[]): ServiceImplementation<typeof HealthDefinition> {
  const state = HealthState();
  const look = async (): Promise<void> => {
    const serves = await health.assertReady().then(
      () => true,
      () => false,
    );
    for (const service of ['', ...services]) state.setStatus(serves ? 'healthy' : 'unhealthy', service);
  };
  const { check, watch } = HealthServiceImpl(state);
  return {
    async check(request, context) {
      await look();
      return check(request, context);
    },
    async *watch(request, context) {
      await look();
      const looking = setInterval(() => void look(), LOOK_EVERY_MS);
      try {
        yield* { [Symbol.asyncIterator]: () => watch(request, context)[Symbol.asyncIterator]() };
      } finally {
        clearInterval(looking);
      }
    },
  };
}
