import { BoundedCache } from '#pkg/matchers';
import type { Labels } from '../domain/labels.ts';
import { silences as holds, silenceState, type Silence } from '../domain/silence.ts';
import type { MuteStage } from './mute-stages.ts';

/** Compiled once per version of a silence: groups are flushed often, silences change rarely. */
const compiled = new BoundedCache<string, (labels: Labels) => boolean>(10_000);
const compiledOf = (silence: Silence) => compiled.getOrMake(`${silence.id} ${silence.version}`, () => holds(silence));

/** Alerts that silences hold back now, whether they fire or are over, as in Alertmanager. What is stored decides each time, so a silence survives that alerts resolve and fire again. */
export const silenceStage: MuteStage = {
  name: 'silence',
  async prepare({ silences }, { now }) {
    const active = (await silences.listOpen(now)).filter((silence) => silenceState(silence, now) === 'active').map((silence) => ({ silence, matches: compiledOf(silence) }));
    return ({ labels }) =>
      active
        .filter(({ matches }) => matches(labels))
        .map(({ silence: { id, endsAt, createdBy, comment } }) => ({ stage: 'silence' as const, id, until: endsAt, words: `silenced by ${createdBy} until ${endsAt.toISOString()}${comment === '' ? '' : `: ${comment}`}` }));
  },
};
