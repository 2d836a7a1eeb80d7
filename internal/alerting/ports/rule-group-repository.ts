import type { Page, PageRequest } from '#internal/kernel';
import type { RuleGroup } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import type { GroupProgress, SavedGroupState } from '../domain/rule-group-progress.ts';

/** Which groups to list; what is left out does not restrict. */
export interface RuleGroupFilter {
  readonly namespace?: string | undefined;
}

/** Groups of rules of one tenant, each with its rules. */
export interface RuleGroupRepository {
  /** Stores a group, so that a worker takes it. Throws `conflict` when its namespace has a group of this name. */
  add(group: RuleGroup): Promise<void>;
  /** Throws `not_found`, also for a group of another tenant. */
  get(id: RuleGroupId): Promise<RuleGroup>;
  /** As `get`, and nobody else can change the group until the transaction ends. */
  lock(id: RuleGroupId): Promise<RuleGroup>;
  /** All groups of a namespace, locked as by `lock`; nobody else gets past this method for this namespace until the transaction ends. */
  lockNamespace(namespace: string): Promise<readonly RuleGroup[]>;
  /** Writes a locked group back. Throws `conflict` when another one has its name. */
  save(group: RuleGroup): Promise<void>;
  /** Removes a locked group with its rules and what they remember. */
  remove(id: RuleGroupId): Promise<void>;
  /** Of groups and of their rules; those that are added meanwhile have to wait until the transaction ends. */
  count(): Promise<{ readonly groups: number; readonly rules: number }>;
  /** By namespace and name; the position is these two. */
  list(filter: RuleGroupFilter, page: PageRequest): Promise<Page<RuleGroup>>;
  /** How far the evaluation of each group got. */
  progress(ids: readonly RuleGroupId[]): Promise<ReadonlyMap<RuleGroupId, GroupProgress>>;
  /**
   * Writes down what the rules of a group remember, in the name of who holds its lease. Answers false when somebody else holds it by now: nothing
   * that this transaction does may count then. Nobody else gets the lease until the transaction ends.
   */
  saveState(id: RuleGroupId, lease: { readonly holder: string; readonly token: number }, state: SavedGroupState): Promise<boolean>;
  /** What the rules of each group remember, as far as they were evaluated. */
  states(ids: readonly RuleGroupId[]): Promise<ReadonlyMap<RuleGroupId, SavedGroupState>>;
}
