/** How much can go wrong when a plan runs. */
export type RiskBand = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** Who goes first when there is not enough for all. */
export type TaskPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';

const MINUTE = 60_000;

/** What a risk band says about a plan that does not say it itself. */
interface BandTerms {
  readonly priority: TaskPriority;
  /** Time from the start until the plan has to be done. */
  readonly timeoutMs: number;
}

export const BAND_TERMS: Readonly<Record<RiskBand, BandTerms>> = {
  LOW: { priority: 'LOW', timeoutMs: 24 * 60 * MINUTE },
  MEDIUM: { priority: 'NORMAL', timeoutMs: 8 * 60 * MINUTE },
  HIGH: { priority: 'HIGH', timeoutMs: 4 * 60 * MINUTE },
  CRITICAL: { priority: 'CRITICAL', timeoutMs: 60 * MINUTE },
};

/** Higher goes first. */
export const PRIORITY_RANK: Readonly<Record<TaskPriority, number>> = { LOW: 0, NORMAL: 1, HIGH: 2, CRITICAL: 3 };
