import type { Refusal } from './refusal.ts';

const NAMES: Readonly<Record<Refusal['reason'], string>> = {
  invalid_labels: 'invalid labels', invalid_histogram: 'invalid histogram', duplicate_sample: 'duplicate sample for timestamp', out_of_order: 'out of order sample', too_old: 'too old sample',
  too_far_in_future: 'too far in the future', series_limit: 'too many active series', exemplar_refused: 'exemplar refused',
};

/**
 * What was refused, in one line, because senders log the first line only: a sentence about the first one, then how many for which reason.
 * `the sample of up{} at … is …; refused: 2 (out of order sample), 1 (too old sample); the rest, 7, is stored`.
 */
export function refusalSentence(refusals: readonly Refusal[], stored: number): string {
  const [first] = refusals;
  const counts = refusals.map(({ reason, count }) => `${count} (${NAMES[reason]})`).join(', ');
  return `${(first?.example ?? '').replaceAll(/\s*[\r\n]+\s*/g, ' ')}; refused: ${counts}; stored: ${stored}`;
}
