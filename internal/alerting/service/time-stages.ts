import type { MuteStage } from './mute-stages.ts';

/** Outside of the active time intervals of a route nothing is notified. */
export const activeTimeStage: MuteStage = {
  name: 'active_time',
  prepare(_scope, { plan, terms, now }) {
    const names = terms?.activeTimeIntervals ?? [];
    const isActive = names.length === 0 || names.some((name) => plan.isIn(name, now));
    const reasons = isActive ? [] : names.map((name) => ({ stage: 'active_time' as const, name, words: `outside of the active time interval ${name}` }));
    return Promise.resolve(() => reasons);
  },
};

/** … and inside of its mute time intervals neither. */
export const muteTimeStage: MuteStage = {
  name: 'mute_time',
  prepare(_scope, { plan, terms, now }) {
    const within = (terms?.muteTimeIntervals ?? []).filter((name) => plan.isIn(name, now));
    const reasons = within.map((name) => ({ stage: 'mute_time' as const, name, words: `inside of the mute time interval ${name}` }));
    return Promise.resolve(() => reasons);
  },
};
