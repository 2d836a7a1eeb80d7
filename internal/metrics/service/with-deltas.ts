import { DeltaAccumulator, type Translation } from '#pkg/otlp-metrics';
import type { Actor } from '#internal/kernel';
import type { DeltaSums } from '../ports/delta-sums.ts';

interface DeltaDeps {
  readonly deltas: DeltaSums;
  readonly actor: Actor;
  /** Series with deltas that the tenant may have. */
  readonly maxSeries: number;
}

/**
 * Translates with sums of deltas that all processes share. Requests without deltas, nearly all, are translated once and ask nobody; others a second time, with
 * the sums that are known. A delta that comes again is recognised, so a request may be repeated.
 */
export async function withDeltas({ deltas, actor, maxSeries }: DeltaDeps, translate: (sums: DeltaAccumulator) => Translation): Promise<Translation> {
  const unknown = new DeltaAccumulator(maxSeries);
  let translation = translate(unknown);
  const series = [...unknown.changes()].map(([key]) => key);
  if (series.length === 0) return translation;
  await deltas.change(actor, { series, maxSeries }, ({ sums, room }) => {
    const known = new DeltaAccumulator(sums.size + room, sums);
    translation = translate(known);
    return known.changes();
  });
  return translation;
}
