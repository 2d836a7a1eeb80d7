/** How Flow C does, over the plans that ended in a span of time. */
export interface FlowStatus {
  /** Plans that ended. */
  readonly totalProcessed: number;
  /** Completed plans among them, 0 to 1; absent when none ended. */
  readonly successRate?: number;
  /** Milliseconds from submission to end; absent when none ended. */
  readonly averageLatencyMs?: number;
  readonly p95LatencyMs?: number;
  /** Plans that have not ended now. */
  readonly activeExecutions: number;
}
