import { AppError } from '#pkg/apperror';
import { type Actor, type IdGenerator, systemActor } from '#internal/kernel';
import type { RuleGroup } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import type { HeldGroup } from '../ports/rule-group-leases.ts';
import { GroupRunner, type GroupRunnerDeps } from './group-runner.ts';

/** Makes runners of groups that this worker has come to hold. */
export interface HeldRuleGroups {
  /** Undefined when the group is gone by now. */
  open(held: HeldGroup): Promise<GroupRunner | undefined>;
  /** The group as it is now; undefined when it is gone. */
  read(held: HeldGroup): Promise<RuleGroup | undefined>;
}

/** `worker` is the name under which this process holds leases. */
export function heldRuleGroups({ worker, ids, ...deps }: GroupRunnerDeps & { readonly worker: string; readonly ids: IdGenerator }): HeldRuleGroups {
  // Everything that a group leads to while it is held goes by one correlation id.
  const actorOf = ({ tenantId }: HeldGroup): Actor => systemActor(tenantId, 'alert-rules', { correlationId: ids.next().replaceAll('-', ''), via: 'evaluateRuleGroup' });

  const read = (actor: Actor, id: RuleGroupId) =>
    deps.work
      .read(actor, async ({ groups }) => ({ group: await groups.get(id), saved: (await groups.states([id])).get(id) }))
      .catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'not_found') return undefined;
        throw error;
      });

  return {
    async open(held) {
      const actor = actorOf(held);
      const found = await read(actor, held.groupId);
      return found && new GroupRunner(deps, actor, { holder: worker, token: held.token }, found.group, found.saved);
    },
    read: async (held) => (await read(actorOf(held), held.groupId))?.group,
  };
}
