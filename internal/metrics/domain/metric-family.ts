import type { MetricMetadata } from '#pkg/remote-write';

const SUFFIXES: Partial<Record<MetricMetadata['type'], RegExp>> = { histogram: /_(bucket|count|sum)$/, gaugehistogram: /_(bucket|gcount|gsum)$/, summary: /_(count|sum)$/ };

/** The family that a series of this name and type belongs to: the parts of a classic histogram and of a summary share one. */
export const familyOf = (name: string, type: MetricMetadata['type']): string => name.replace(SUFFIXES[type] ?? /$^/, '');
