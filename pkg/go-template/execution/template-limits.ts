/** What one template may use. */
export interface TemplateLimits {
  /** Characters of the result. */
  readonly maxOutput: number;
  /** Nodes visited, which loops and calls add to. */
  readonly maxSteps: number;
  /** Templates that call each other. */
  readonly maxDepth: number;
  /** Calls of `query`. */
  readonly maxQueries: number;
  /** Characters of the template itself. */
  readonly maxText: number;
}

export const TEMPLATE_LIMITS: TemplateLimits = { maxOutput: 64 * 1024, maxSteps: 100_000, maxDepth: 100, maxQueries: 20, maxText: 64 * 1024 };
