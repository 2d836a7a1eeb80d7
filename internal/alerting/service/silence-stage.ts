import { silences as holds, silenceState } from '../domain/silence.ts';
import type { MuteStage } from './mute-stages.ts';

/** Alerts that silences hold back. */
export const silenceStage: MuteStage = {
  name: 'silence',
  async prepare({ silences }, { now }) {
    const active = (await silences.listOpen(now)).filter((silence) => silenceState(silence, now) === 'active').map((silence) => ({ silence, matches: holds(silence) }));
    return ({ labels }) =>
      active
        .filter(({ matches }) => matches(labels))
        .map(({ silence: { id, endsAt, createdBy } }) => ({ stage: 'silence' as const, id, until: endsAt, words: `silenced by ${createdBy} until ${endsAt.toISOString()}` }));
  },
};
