import type { Operations } from '#internal/platform/http';
import type { StoredFlappingPolicy } from '../ports/flapping-repository.ts';
import type { getFlappingPolicy, updateFlappingPolicy } from '../service/manage-flapping-policy.ts';

interface Use {
  readonly getFlappingPolicy: ReturnType<typeof getFlappingPolicy>;
  readonly updateFlappingPolicy: ReturnType<typeof updateFlappingPolicy>;
}

export function flappingOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getFlappingPolicy({ actor }) {
      return answer(await use.getFlappingPolicy(actor));
    },

    async updateFlappingPolicy({ actor, body, ifMatch }) {
      const policy = { enabled: body.enabled, windowMs: body.window_seconds * 1000, startScore: body.start_score, stopScore: body.stop_score };
      return answer(await use.updateFlappingPolicy(actor, policy, ifMatch));
    },
  };
}

const answer = ({ policy: { enabled, windowMs, startScore, stopScore }, version }: StoredFlappingPolicy) =>
  ({ status: 200, body: { enabled, window_seconds: windowMs / 1000, start_score: startScore, stop_score: stopScore, version }, etag: version }) as const;
