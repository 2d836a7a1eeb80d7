/** What a Prometheus knows, and so what may be asked of it. */
export interface PeerProfile {
  readonly program: string;
  /**
   * Windows include their left border in version 2 and not in version 3. Samples, evaluations and windows are then placed so that no sample lies
   * on a border.
   */
  readonly leftOpenWindows: boolean;
  /** Version 3 with all that is experimental: native histograms, UTF-8 names, `info()`, duration expressions, `anchored`, `fill` … */
  readonly version3: boolean;
  readonly flags: readonly string[];
}

const features = ['promql-experimental-functions', 'promql-duration-expr', 'promql-extended-range-selectors', 'promql-binop-fill-modifiers'];

/** Prometheus 2 as distributions ship it. */
export const version2 = (program: string): PeerProfile => ({ program, leftOpenWindows: false, version3: false, flags: [] });

/** Prometheus 3.15. */
export const version3 = (program: string): PeerProfile => ({ program, leftOpenWindows: true, version3: true, flags: [`--enable-feature=${features.join(',')}`] });
