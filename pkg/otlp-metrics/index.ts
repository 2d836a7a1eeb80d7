export { decodeOtlp, encodeOtlpAnswer, MAX_MESSAGES, type OtlpEncoding, otlpEncoding, type OtlpRejection } from './decode-otlp.ts';
export { type Accumulated, DeltaAccumulator, type RunningSum } from './delta-accumulator.ts';
export { OtlpError } from './otlp-error.ts';
export type { OtlpRequest } from './otlp-messages.ts';
export { prometheusLabel, prometheusName, prometheusUnit } from './prometheus-name.ts';
export { translateMetrics } from './translate-metrics.ts';
export { TRANSLATION, type Translated, type TranslatedExemplar, type TranslatedFamily, type TranslatedHistogram, type TranslatedSample, type Translation, type TranslationOptions } from './translation.ts';
