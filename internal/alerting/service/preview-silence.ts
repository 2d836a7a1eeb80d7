import type { Matcher } from '#pkg/matchers';
import type { Actor } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import { checkMatchers } from '../domain/silence-check.ts';
import { silences } from '../domain/silence.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

/** Open alerts that matchers would silence; `alerts` are the first of them. */
export interface SilencePreview {
  readonly open: number;
  readonly matching: number;
  readonly alerts: readonly Alert[];
}

export type PreviewSilence = (actor: Actor, matchers: readonly Matcher[]) => Promise<SilencePreview>;

const MAX_SHOWN = 100;

/** Which open alerts a silence of these matchers would hold back. Throws `invalid` for matchers that no silence may have. */
export function previewSilence({ work }: { readonly work: AlertingUnitOfWork }): PreviewSilence {
  return async (actor, matchers) => {
    checkMatchers(matchers);
    const open = await work.read(actor, ({ alerts }) => alerts.listOpen());
    const matches = silences({ matchers });
    const matching = open.filter(({ labels }) => matches(labels));
    return { open: open.length, matching: matching.length, alerts: matching.slice(0, MAX_SHOWN) };
  };
}
