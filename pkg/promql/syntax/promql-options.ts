/** Parts of the language that may still change; each is off unless asked for, as in Prometheus (`--enable-feature=…`). */
export interface PromqlSyntaxOptions {
  /** `promql-experimental-functions`: info(), mad_over_time(), sort_by_label(), limitk, … */
  readonly experimentalFunctions?: boolean;
  /** `promql-duration-expr`: `rate(x[5m * 2])`, `offset step()`. */
  readonly durationExpressions?: boolean;
  /** `promql-extended-range-selectors`: `anchored` and `smoothed`. */
  readonly extendedRangeSelectors?: boolean;
  /** `promql-binop-fill-modifiers`: `fill`, `fill_left`, `fill_right`. */
  readonly fillModifiers?: boolean;
}
