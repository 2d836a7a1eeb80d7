/** Whether heartbeats can arrive at all. */
export interface HeartbeatReception {
  /** Since when at least one API process has been able to take heartbeats without interruption; undefined when none can now. */
  since(): Promise<Date | undefined>;
}
