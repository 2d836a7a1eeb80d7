/** A PromQL expression and when to evaluate it. */
export interface MetricQuery {
  readonly query: string;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  /** For one moment the same as the start. */
  readonly endMs: number;
  /** The distance of evaluations; 0 for one moment. */
  readonly stepMs: number;
  /** How long the caller wants to wait; the tenant's limit holds all the same. */
  readonly timeoutMs?: number | undefined;
  /** How long a sample counts when no newer one follows. */
  readonly lookbackMs?: number | undefined;
}

/** How an answer is written down. */
export interface AnswerForm {
  /** `prometheus`: as its HTTP API does; `plain`: as ours does. */
  readonly style: 'prometheus' | 'plain';
  /** Series that are answered at most; 0: all. */
  readonly limit: number;
  /** Say what the query cost. */
  readonly withStatistics: boolean;
  /** Warnings about the request itself. */
  readonly warnings: readonly string[];
}
