import type { PromqlSyntaxOptions } from '#pkg/promql';

/** The parts of PromQL that may still change, all on or all off. */
export const syntaxOf = (experimental: boolean): PromqlSyntaxOptions => ({
  experimentalFunctions: experimental, durationExpressions: experimental, extendedRangeSelectors: experimental, fillModifiers: experimental,
});
