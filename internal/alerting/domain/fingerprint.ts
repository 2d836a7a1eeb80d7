import type { Brand } from '#internal/kernel';
import { labelSetFingerprint } from '#pkg/alertmanager';
import type { Labels } from './labels.ts';

/** Identity of a label set: 16 hexadecimal digits, the same that Prometheus and Alertmanager compute. */
export type Fingerprint = Brand<string, 'Fingerprint'>;

/** The identity of an alert by its labels. */
export const fingerprintOf = (labels: Labels): Fingerprint => labelSetFingerprint(labels) as Fingerprint;
