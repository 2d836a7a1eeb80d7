/** Limits of one policy on budgets that all policies of the tenant share. */
export interface Guardrails {
  /** Quiet time on a target after any remediation on it began or ended. 0 switches it off. */
  readonly cooldownSeconds: number;
  readonly maxConcurrentPerTarget: number;
  readonly maxPerHourPerTarget: number;
  /** Most distinct targets of the tenant that may be under remediation at once, this one included. */
  readonly maxBlastRadius: number;
  /** How long a proposal waits for a person. */
  readonly approvalTtlSeconds: number;
}

export const DEFAULT_GUARDRAILS: Guardrails = { cooldownSeconds: 300, maxConcurrentPerTarget: 1, maxPerHourPerTarget: 3, maxBlastRadius: 3, approvalTtlSeconds: 900 };

/** What has been going on, over all policies of the tenant. Only remediations that were started count. */
export interface Activity {
  /** Running on the target now. */
  readonly runningOnTarget: number;
  /** Begun on the target within the hour before now. */
  readonly startedOnTargetLastHour: number;
  /** Latest begin or end on the target. */
  readonly lastOnTarget?: Date;
  /** Distinct other targets with one running. */
  readonly otherTargetsRunning: number;
}

export type RefusalCode = 'kill_switch' | 'policy_disabled' | 'policy_deleted' | 'no_target' | 'concurrency' | 'cooldown' | 'hourly_cap' | 'blast_radius';

/** Why a remediation may not start: a code for programs and a sentence for people. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly reason: string;
}

/** The whole decision whether a remediation may start now; undefined means yes. Whoever asks must hold the tenant's budget lock until the start is stored. */
export function refusalOf(question: { readonly guardrails: Guardrails; readonly killSwitch: boolean; readonly activity: Activity; readonly now: Date }): Refusal | undefined {
  const { guardrails, activity, now } = question;
  if (question.killSwitch) return { code: 'kill_switch', reason: 'the kill switch of the tenant is on' };
  if (activity.runningOnTarget >= guardrails.maxConcurrentPerTarget) {
    return { code: 'concurrency', reason: `${activity.runningOnTarget} of at most ${guardrails.maxConcurrentPerTarget} remediations run on this target` };
  }
  const quietFor = activity.lastOnTarget === undefined ? Infinity : (now.getTime() - activity.lastOnTarget.getTime()) / 1000;
  if (quietFor < guardrails.cooldownSeconds) {
    return { code: 'cooldown', reason: `the target cools down for another ${Math.ceil(guardrails.cooldownSeconds - quietFor)} s of ${guardrails.cooldownSeconds} s` };
  }
  if (activity.startedOnTargetLastHour >= guardrails.maxPerHourPerTarget) {
    return { code: 'hourly_cap', reason: `${activity.startedOnTargetLastHour} of at most ${guardrails.maxPerHourPerTarget} remediations began on this target within an hour` };
  }
  if (activity.runningOnTarget === 0 && activity.otherTargetsRunning >= guardrails.maxBlastRadius) {
    return { code: 'blast_radius', reason: `${activity.otherTargetsRunning} other targets are under remediation, at most ${guardrails.maxBlastRadius} may be at once` };
  }
  return undefined;
}
