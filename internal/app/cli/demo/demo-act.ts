import type { ActSnapshot } from './act-snapshot.ts';
import type { Stage } from './act-stage.ts';
import type { Check } from './effect-checks.ts';
import type { LiveView } from './live-view.ts';
import { watchAct, type Awaited } from './watch-act.ts';

export type ActNumber = 1 | 2 | 3;

/** What an act works with. */
export interface Performance {
  readonly stage: Stage;
  readonly view: LiveView;
  readonly signal: AbortSignal;
  /** Shows the act until something has happened; see `watchAct`. */
  readonly watch: (awaited: Awaited) => Promise<ActSnapshot>;
}

/** One part of the story. */
export interface DemoAct {
  readonly number: ActNumber;
  readonly title: string;
  /** What is going to be tried. */
  readonly plan: string;
  /** How long a restart of the service takes, in milliseconds. */
  readonly restartMs: number;
  /** Plays it and judges what came out. Throws when something that was awaited did not happen. */
  readonly play: (performance: Performance) => Promise<{ readonly end: ActSnapshot; readonly checks: readonly Check[] }>;
}

export const performanceOn = (stage: Stage, view: LiveView, signal: AbortSignal): Performance => ({
  stage,
  view,
  signal,
  watch: (awaited) => watchAct(stage, view, signal, awaited),
});

/** How every act begins: healthy under traffic, then broken, until the alert fires. */
export async function breakService({ stage, watch }: Performance): Promise<ActSnapshot> {
  await watch({ what: 'the service to serve its first customers', withinSeconds: 15, until: ({ service }) => service.requests > 5 });
  stage.service.break();
  return watch({ what: 'the alert to fire', withinSeconds: 45, until: ({ alert }) => alert !== undefined && alert.status !== 'pending' });
}

/** Whether the remediation and its execution have come to an end, whichever. */
export const isOver = ({ remediation, execution }: ActSnapshot): boolean =>
  execution?.finished_at != null && remediation?.finished_at != null;

/** A claim about one word that the API answered. */
export const isSaid = (claim: string, said: string | null | undefined, expected: string, because: string | null = null): Check => ({
  claim,
  held: said === expected,
  evidence: [said ?? 'nothing', ...(because === null ? [] : [because])].join(', '),
});
