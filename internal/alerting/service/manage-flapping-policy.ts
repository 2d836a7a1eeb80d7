import { AppError } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { checkFlappingPolicy, type FlappingPolicy } from '../domain/flapping.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { StoredFlappingPolicy } from '../ports/flapping-repository.ts';

/** When alerts of the tenant count as flapping; the default, version 0, until somebody changes it. */
export const getFlappingPolicy = ({ work }: { readonly work: AlertingUnitOfWork }) => (actor: Actor): Promise<StoredFlappingPolicy> => work.read(actor, ({ flapping }) => flapping.policy());

/** Changes it; what flaps already calms down by the new policy. Throws `invalid`, `precondition_failed`, or `conflict`. */
export const updateFlappingPolicy = ({ work }: { readonly work: AlertingUnitOfWork }) => (actor: Actor, policy: FlappingPolicy, version: number | undefined): Promise<StoredFlappingPolicy> =>
  work.run(actor, async ({ flapping, audit }) => {
    const before = await flapping.policy();
    if (version !== undefined && before.version !== version) throw new AppError('precondition_failed', `the flapping policy is at version ${before.version} by now`);
    await flapping.savePolicy(checkFlappingPolicy(policy), before.version);
    audit.record({ action: 'alerting.flapping_policy.updated', entityType: 'flapping_policy', entityId: actor.tenantId, before: { ...before.policy }, after: { ...policy } });
    return { policy, version: before.version + 1 };
  });
