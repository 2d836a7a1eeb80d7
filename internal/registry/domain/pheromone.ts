/**
 * What an agent left behind in one capability: a trail that success strengthens, failure evaporates, and time fades (ant colony optimization,
 * Dorigo and Stützle 2004), beside the plain counts. Everything is a pure function, so that the value is worked out when it is read.
 */
export interface Trail {
  /** 0 to 1, as it was at `at`. */
  readonly value: number;
  readonly at: Date;
  readonly successes: number;
  readonly failures: number;
}

/** Half of a trail is gone after this long, in milliseconds. */
export const HALF_LIFE_MS = 60 * 60 * 1000;
/** Part of what is missing to 1 that a success adds. */
const DEPOSIT = 0.2;
/** Part of the trail that a failure takes. */
const EVAPORATION = 0.5;

export const NO_TRAIL: Trail = { value: 0, at: new Date(0), successes: 0, failures: 0 };

/** The trail's value now: value · 2^(−Δt ÷ half-life). A clock that runs behind does not strengthen it. */
export const pheromoneAt = ({ value, at }: Trail, now: Date): number => value * 2 ** (-Math.max(0, now.getTime() - at.getTime()) / HALF_LIFE_MS);

/** The trail after one more outcome; stays between 0 and 1. */
export function afterOutcome(trail: Trail, outcome: 'success' | 'failure', now: Date): Trail {
  const value = pheromoneAt(trail, now);
  const at = now < trail.at ? trail.at : now;
  if (outcome === 'success') return { ...trail, value: value + DEPOSIT * (1 - value), at, successes: trail.successes + 1 };
  return { ...trail, value: value * (1 - EVAPORATION), at, failures: trail.failures + 1 };
}

export const outcomesOf = ({ successes, failures }: Trail): number => successes + failures;

/** Successes among all outcomes; one of each is assumed (Laplace's rule of succession), so that one outcome is no verdict. */
export const successRate = (trails: readonly Trail[]): number => {
  const successes = trails.reduce((sum, trail) => sum + trail.successes, 0);
  return (successes + 1) / (trails.reduce((sum, trail) => sum + outcomesOf(trail), 0) + 2);
};
