import { setTimeout as pause } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '../support/process-stack.ts';

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

export interface NemesisOptions<Victim extends string> {
  readonly random: () => number;
  readonly forMs: number;
  /** Who may be killed; the services of the stack when left out. */
  readonly victims?: readonly Victim[];
  /** Told what is about to be done, for the log. */
  readonly onFault: (what: string) => void;
}

/** Of three faults about one hits two at once. */
const SECOND_VICTIM_CHANCE = 0.35;
const LONGEST_OUTAGE_MS = 2_000;
const LONGEST_REST_MS = 3_000;

/** Processes that can be killed and started again. */
export interface Killable<Victim extends string> {
  kill(name: Victim): Promise<void>;
  start(name: Victim): Promise<void>;
}

/** Kills processes at random, sometimes two at once, and starts them again; everybody was a victim at least once. Ends with all of them up. */
export async function nemesis<Victim extends string = ServiceName>(processes: Killable<Victim>, { random, forMs, onFault, victims: everybody = SERVICES as readonly string[] as readonly Victim[] }: NemesisOptions<Victim>): Promise<void> {
  const pick = (from: readonly Victim[]): Victim => from[Math.floor(random() * from.length)] as Victim; // there is always somebody
  let spared = everybody;
  for (const deadline = Date.now() + forMs; Date.now() < deadline || spared.length > 0; ) {
    const first = pick(spared.length > 0 ? spared : everybody);
    const second = random() < SECOND_VICTIM_CHANCE ? pick(everybody.filter((name) => name !== first)) : undefined;
    const victims = second === undefined ? [first] : [first, second];
    onFault(`kill -9 of ${victims.join(' and ')}`);
    for (const victim of victims) await processes.kill(victim);
    await pause(random() * LONGEST_OUTAGE_MS);
    await Promise.all(victims.map((victim) => processes.start(victim))); // nobody may need somebody else to be up first
    spared = spared.filter((name) => !victims.includes(name));
    await pause(random() * LONGEST_REST_MS);
  }
}
