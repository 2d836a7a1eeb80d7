import type { Json } from '#internal/kernel';
import type { Duration } from './duration.ts';

/** Who has to agree before the task runs. `when`, `evidence` and `approvers` may hold expressions. */
export interface Approval {
  readonly when?: string;
  /** What the approver is asked. */
  readonly message?: string;
  /** Subjects and `role:<role>`; anybody with `approvals:decide` when absent. */
  readonly approvers?: readonly string[];
  /** How many have to agree; 1 when absent. */
  readonly required?: number;
  /** How long the question stands; PT1H when absent. Expiry raises a `timeout` error. */
  readonly expires?: Duration;
  /** Data shown to the approver, an expression or a template. */
  readonly evidence?: Json;
  /** Whoever requested the execution must not decide. */
  readonly fourEyes?: boolean;
}
/** What kind of work a task is, and so its ticket; what undoes is a COMPENSATE. */
export type WorkType = 'BUILD' | 'DEPLOY' | 'TEST' | 'VALIDATE' | 'EXECUTE' | 'COMPENSATE' | 'QUERY' | 'TRANSFORM' | 'NOTIFY';
export type RiskBand = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
/** How the effect of a task is kept as a ticket. */
export interface TicketTerms {
  readonly type?: WorkType;
  readonly priority?: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
  readonly sla?: Duration;
  /** What an agent must be able to do to be offered it. */
  readonly capabilities?: readonly string[];
  readonly riskBand?: RiskBand;
  /** Attempts that follow a lost lease or a failure an agent reports; 3 when absent. */
  readonly maxRetries?: number;
}
/** How many runs of tasks with the same key go on at once, and how many begin in a while. */
export interface Throttle {
  /** A literal or an expression: `${ .host }`. */
  readonly key: string;
  readonly concurrency?: number;
  readonly rate?: { readonly limit: number; readonly per: Duration };
}
