/** The messages of otlp-definition.ts as plain objects: lists are always there, all else may be missing. */

/** A 64-bit number: as text, so that none of its digits is lost. */
export type Long = string | number;

export interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: Long;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values: readonly KeyValue[] };
  readonly bytesValue?: Uint8Array;
}

export interface KeyValue {
  readonly key?: string;
  readonly value?: AnyValue;
}

export interface OtlpExemplar {
  readonly filteredAttributes: readonly KeyValue[];
  readonly timeUnixNano?: Long;
  readonly asDouble?: number;
  readonly asInt?: Long;
  readonly spanId?: Uint8Array;
  readonly traceId?: Uint8Array;
}

/** What all data points have in common. */
export interface DataPoint {
  readonly attributes: readonly KeyValue[];
  readonly startTimeUnixNano?: Long;
  readonly timeUnixNano?: Long;
  readonly flags?: number;
}

export interface NumberDataPoint extends DataPoint {
  readonly asDouble?: number;
  readonly asInt?: Long;
  readonly exemplars: readonly OtlpExemplar[];
}

export interface HistogramDataPoint extends DataPoint {
  readonly count?: Long;
  readonly sum?: number;
  readonly bucketCounts: readonly Long[];
  readonly explicitBounds: readonly number[];
  readonly exemplars: readonly OtlpExemplar[];
}

export interface Buckets {
  readonly offset?: number;
  readonly bucketCounts: readonly Long[];
}

export interface ExponentialHistogramDataPoint extends DataPoint {
  readonly count?: Long;
  readonly sum?: number;
  readonly scale?: number;
  readonly zeroCount?: Long;
  readonly zeroThreshold?: number;
  readonly positive?: Buckets;
  readonly negative?: Buckets;
  readonly exemplars: readonly OtlpExemplar[];
}

export interface SummaryDataPoint extends DataPoint {
  readonly count?: Long;
  readonly sum?: number;
  readonly quantileValues: readonly { readonly quantile?: number; readonly value?: number }[];
}

/** 1: delta, 2: cumulative. */
export type Temporality = number;

export interface OtlpMetric {
  readonly name?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly metadata: readonly KeyValue[];
  readonly gauge?: { readonly dataPoints: readonly NumberDataPoint[] };
  readonly sum?: { readonly dataPoints: readonly NumberDataPoint[]; readonly aggregationTemporality?: Temporality; readonly isMonotonic?: boolean };
  readonly histogram?: { readonly dataPoints: readonly HistogramDataPoint[]; readonly aggregationTemporality?: Temporality };
  readonly exponentialHistogram?: { readonly dataPoints: readonly ExponentialHistogramDataPoint[]; readonly aggregationTemporality?: Temporality };
  readonly summary?: { readonly dataPoints: readonly SummaryDataPoint[] };
}

export interface OtlpScope {
  readonly name?: string;
  readonly version?: string;
  readonly attributes: readonly KeyValue[];
}

export interface OtlpRequest {
  readonly resourceMetrics: readonly {
    readonly resource?: { readonly attributes: readonly KeyValue[] };
    readonly scopeMetrics: readonly { readonly scope?: OtlpScope; readonly metrics: readonly OtlpMetric[]; readonly schemaUrl?: string }[];
  }[];
}
