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
  /** Whether it needs the process id of the worker. */
  readonly killsWorker?: true;
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
  await watch({ what: 'the service to serve customers under the eyes of Prometheus', withinSeconds: 30, until: ({ service, source }) => service.requests > 5 && source.state === 'inactive' });
  stage.service.break();
  return watch({ what: 'the alert to fire', withinSeconds: 45, until: ({ alert }) => alert !== undefined && alert.status !== 'pending' });
}

/** Whether the remediation and its execution have come to an end, whichever. */
export const isOver = ({ remediation, execution }: ActSnapshot): boolean =>
  execution?.finished_at != null && remediation?.finished_at != null;

/** A claim that rests on one word that the API answered; `because` is what else it said about that. */
export const isSaid = (claim: string, said: string | null | undefined, expected: string, because?: string | null): Check => {
  const held = said === expected;
  return { claim, held, evidence: held && because ? because : `${said ?? 'nothing'}${because ? `, ${because}` : ''}` };
};
