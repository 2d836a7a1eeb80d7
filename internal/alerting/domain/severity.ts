import type { Labels } from './labels.ts';

/** How bad it is, from worst to mildest. */
export const SEVERITIES = ['critical', 'high', 'warning', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

// What people write in the label `severity` in place of ours.
const ALIASES: ReadonlyMap<string, Severity> = new Map([
  ...SEVERITIES.map((severity) => [severity, severity] as const),
  ['page', 'critical'],
  ['error', 'high'],
  ['major', 'high'],
  ['minor', 'low'],
  ['none', 'info'],
]);

/** The severity that the labels ask for; `warning` when they say nothing or something unknown. */
export const severityOf = (labels: Labels): Severity => ALIASES.get((labels['severity'] ?? '').toLowerCase()) ?? 'warning';
