/** How much can go wrong when a plan runs. */
export type RiskBand = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** Who goes first when there is not enough for all. */
export type TaskPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';

/** What is asked of the agents; see the terms of tickets. */
export interface TaskQos {
  readonly deliveryMode: 'AT_LEAST_ONCE' | 'EXACTLY_ONCE';
  readonly consistency: 'EVENTUAL' | 'STRONG';
  readonly durability: 'TRANSIENT' | 'PERSISTENT';
}

const MINUTE = 60_000;
const LENIENT: TaskQos = { deliveryMode: 'AT_LEAST_ONCE', consistency: 'EVENTUAL', durability: 'TRANSIENT' };
const USUAL: TaskQos = { deliveryMode: 'AT_LEAST_ONCE', consistency: 'STRONG', durability: 'PERSISTENT' };
/** The receivers of effects have to honour idempotency keys. */
const STRICT: TaskQos = { deliveryMode: 'EXACTLY_ONCE', consistency: 'STRONG', durability: 'PERSISTENT' };

/** What a risk band says about a plan that does not say it itself. */
interface BandTerms {
  readonly priority: TaskPriority;
  /** Time from the start until the plan has to be done. */
  readonly timeoutMs: number;
  readonly qos: TaskQos;
}

export const BAND_TERMS: Readonly<Record<RiskBand, BandTerms>> = {
  LOW: { priority: 'LOW', timeoutMs: 24 * 60 * MINUTE, qos: LENIENT },
  MEDIUM: { priority: 'NORMAL', timeoutMs: 8 * 60 * MINUTE, qos: USUAL },
  HIGH: { priority: 'HIGH', timeoutMs: 4 * 60 * MINUTE, qos: STRICT },
  CRITICAL: { priority: 'CRITICAL', timeoutMs: 60 * MINUTE, qos: STRICT },
};

/** Higher goes first. */
export const PRIORITY_RANK: Readonly<Record<TaskPriority, number>> = { LOW: 0, NORMAL: 1, HIGH: 2, CRITICAL: 3 };
