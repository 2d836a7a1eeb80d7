import { type Actor, type Clock, type IdGenerator, later, type Page, type PageRequest } from '#internal/kernel';
import { groupCreated, groupDeleted, groupUpdated } from '../domain/alert-rule-audit.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { changeRuleGroup, isUnchanged, newRuleGroup, type RuleGroup, type RuleGroupSettings } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import { type GroupProgress, NO_PROGRESS } from '../domain/rule-group-progress.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RuleGroupFilter } from '../ports/rule-group-repository.ts';
import { requireVersion } from './locked-rule.ts';
import { addGroup, removeGroup, saveGroup } from './store-rule-group.ts';

/** A group and how far its evaluation got. */
export interface GroupWithProgress {
  readonly group: RuleGroup;
  readonly progress: GroupProgress;
}

export type CreateRuleGroup = (actor: Actor, settings: RuleGroupSettings) => Promise<GroupWithProgress>;
export type GetRuleGroup = (actor: Actor, id: RuleGroupId) => Promise<GroupWithProgress>;
export type ListRuleGroups = (actor: Actor, filter: RuleGroupFilter, page: PageRequest) => Promise<Page<GroupWithProgress>>;
/** `version` is the one that the caller has read; `undefined` changes whatever is there. */
export type UpdateRuleGroup = (actor: Actor, id: RuleGroupId, settings: RuleGroupSettings, version: number | undefined) => Promise<GroupWithProgress>;
export type DeleteRuleGroup = (actor: Actor, id: RuleGroupId, version: number | undefined) => Promise<void>;

interface Deps {
  readonly work: AlertingUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Throws `invalid`, `conflict` when the name is taken, or `limit` when the tenant has as many groups or rules as it may have. */
export const createRuleGroup = ({ work, clock, ids }: Deps): CreateRuleGroup => (actor, settings) =>
  work.run(actor, async (scope) => {
    const group = newRuleGroup(ids.next() as RuleGroupId, settings, false, { now: clock.now(), nextRuleId: () => ids.next() as AlertRuleId });
    await addGroup(scope, group);
    scope.audit.record(groupCreated(group));
    return { group, progress: NO_PROGRESS };
  });

/** Throws `not_found`. */
export const getRuleGroup = ({ work }: Pick<Deps, 'work'>): GetRuleGroup => (actor, id) =>
  work.read(actor, async ({ groups }) => ({ group: await groups.get(id), progress: (await groups.progress([id])).get(id) ?? NO_PROGRESS }));

/** By namespace and name. */
export const listRuleGroups = ({ work }: Pick<Deps, 'work'>): ListRuleGroups => (actor, filter, page) =>
  work.read(actor, async ({ groups }) => {
    const { items, ...rest } = await groups.list(filter, page);
    const progress = await groups.progress(items.map(({ id }) => id));
    return { items: items.map((group) => ({ group, progress: progress.get(group.id) ?? NO_PROGRESS })), ...rest };
  });

/** Replaces a group and its rules; rules that stay keep their alerts. Throws as `createRuleGroup`, `not_found` and `precondition_failed`. */
export const updateRuleGroup = ({ work, clock, ids }: Deps): UpdateRuleGroup => (actor, id, settings, version) =>
  work.run(actor, async (scope) => {
    const before = await scope.groups.lock(id);
    requireVersion(before, version, 'rule group');
    const making = { now: later(clock.now(), before.updatedAt), nextRuleId: () => ids.next() as AlertRuleId };
    const after = { ...changeRuleGroup(before, settings, making), standalone: before.standalone && settings.rules.length === 1 };
    const progress = (await scope.groups.progress([id])).get(id) ?? NO_PROGRESS;
    if (isUnchanged(before, after)) return { group: before, progress };
    await saveGroup(scope, actor, before, after);
    scope.audit.record(groupUpdated(before, after));
    return { group: after, progress };
  });

/** Removes a group with its rules; their alerts end. Throws `not_found` or `precondition_failed`. */
export const deleteRuleGroup = ({ work, clock }: Omit<Deps, 'ids'>): DeleteRuleGroup => (actor, id, version) =>
  work.run(actor, async (scope) => {
    const group = await scope.groups.lock(id);
    requireVersion(group, version, 'rule group');
    await removeGroup(scope, actor, group, clock.now());
    scope.audit.record(groupDeleted(group));
  });
