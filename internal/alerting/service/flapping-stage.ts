import type { MuteStage } from './mute-stages.ts';

/** Alerts that flap. They are not kept quiet altogether: they count as firing until they have calmed down, and that they flap is told once (`decideFlush`). */
export const flappingStage: MuteStage = {
  name: 'flapping',
  prepare: () =>
    Promise.resolve(({ flappingSince }) =>
      flappingSince ? [{ stage: 'flapping' as const, words: `flapping since ${flappingSince.toISOString()}: it changes between firing and over too often, and is told once until it has calmed down` }] : [],
    ),
};
