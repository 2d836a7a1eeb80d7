import type { TenantId } from '#internal/kernel';
import type { RuleGroupId } from '../domain/rule-group-id.ts';

/** A group that a worker evaluates, until another one holds it. */
export interface HeldGroup {
  readonly tenantId: TenantId;
  readonly groupId: RuleGroupId;
  /** The group's version. */
  readonly revision: number;
  /** Rises with every holder: what an earlier one still writes is refused. */
  readonly token: number;
  /** Time of the last evaluation that was begun, by whomever. */
  readonly lastSlotAt: Date | null;
}

/** What became of a group since its holder told last. */
export interface EvaluationNote {
  readonly tenantId: TenantId;
  readonly groupId: RuleGroupId;
  readonly token: number;
  /** The last slot that needs no evaluation any more. */
  readonly slotAt: Date;
  readonly evaluations: number;
  readonly missed: number;
  /** How long the last evaluation took, and its rules. */
  readonly seconds: number | undefined;
  readonly ruleSeconds: readonly number[] | undefined;
}

/** Who evaluates which group, of all tenants. */
export interface RuleGroupLeases {
  /**
   * Tells that a worker lives, for `ttlMs` from now, and how far its groups got. It takes over groups that nobody who lives holds until it has its
   * share; answers all that it holds, and how many its share is.
   */
  hold(worker: string, ttlMs: number, notes: readonly EvaluationNote[]): Promise<{ readonly held: readonly HeldGroup[]; readonly share: number }>;
  /** Gives groups back, all of them and its place among the workers when none are named. */
  release(worker: string, groups?: readonly RuleGroupId[]): Promise<void>;
}
