import type { Label } from '#pkg/sample-model';

/** The types of both formats; `unknown` is also what Prometheus calls untyped. */
export const FAMILY_TYPES = ['unknown', 'counter', 'gauge', 'histogram', 'gaugehistogram', 'summary', 'info', 'stateset'] as const;
export type FamilyType = (typeof FAMILY_TYPES)[number];

/** A metric family: what its HELP, TYPE and UNIT lines say. */
export interface MetricFamily {
  readonly name: string;
  readonly type: FamilyType;
  readonly help: string;
  readonly unit: string;
}

export interface ExpositionExemplar {
  readonly labels: readonly Label[];
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number | undefined;
}

export interface ExpositionSample {
  /** Sorted by name, the metric name among them; labels with an empty value are left out, they mean the same as none. */
  readonly labels: readonly Label[];
  readonly value: number;
  /** Milliseconds since 1970; undefined: now. */
  readonly timestamp: number | undefined;
  /** When counting began, from the `_created` line of OpenMetrics, which is then no sample by itself. */
  readonly startTimestamp: number | undefined;
  readonly exemplar: ExpositionExemplar | undefined;
}

/** Everything a body says. */
export interface Exposition {
  readonly families: readonly MetricFamily[];
  readonly samples: readonly ExpositionSample[];
}
