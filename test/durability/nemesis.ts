import { setTimeout as pause } from 'node:timers/promises';
import { SERVICES, type ProcessStack, type ServiceName } from '../support/process-stack.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface NemesisOptions {
  readonly random: () => number;
  readonly forMs: number;
  /** Told what is about to be done, for the log. */
  readonly onFault: (what: string) => void;
}

/** Of three faults about one hits two at once. */
const SECOND_VICTIM_CHANCE = 0.35;
const LONGEST_OUTAGE_MS = 2_000;
const LONGEST_REST_MS = 3_000;

/** Kills processes of the stack at random, sometimes two at once, and starts them again; everybody was a victim at least once. Ends with all of them up. */
export async function nemesis(stack: Pick<ProcessStack, 'kill' | 'start'>, { random, forMs, onFault }: NemesisOptions): Promise<void> {
  const pick = (from: readonly ServiceName[]): ServiceName => from[Math.floor(random() * from.length)] ?? 'worker';
  let spared: readonly ServiceName[] = SERVICES;
  for (const deadline = Date.now() + forMs; Date.now() < deadline || spared.length > 0; ) {
    const first = pick(spared.length > 0 ? spared : SERVICES);
    const second = random() < SECOND_VICTIM_CHANCE ? pick(SERVICES.filter((service) => service !== first)) : undefined;
    const victims = second === undefined ? [first] : [first, second];
    onFault(`kill -9 of ${victims.join(' and ')}`);
    for (const victim of victims) await stack.kill(victim);
    await pause(random() * LONGEST_OUTAGE_MS);
    await Promise.all(victims.map((victim) => stack.start(victim))); // nobody may need somebody else to be up first
    spared = spared.filter((service) => !victims.includes(service));
    await pause(random() * LONGEST_REST_MS);
  }
}
