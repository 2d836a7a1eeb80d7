import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, unavailable } from '#pkg/apperror';
import { factsOf } from './act-facts.ts';
import { takeSnapshot, type ActSnapshot, type Watched } from './act-snapshot.ts';
import type { LiveView } from './live-view.ts';

/** Something that must happen soon. */
export interface Awaited {
  /** In words that fit behind "waited 30 s for": `the alert to fire`. */
  readonly what: string;
  readonly withinSeconds: number;
  readonly until: (snapshot: ActSnapshot) => boolean;
}

const POLL_MS = 250;

/** Shows the act as it goes on until what is awaited has happened. Throws `unavailable` with what did not happen and how things stand instead. */
export async function watchAct(watched: Watched, view: LiveView, signal: AbortSignal, { what, withinSeconds, until }: Awaited): Promise<ActSnapshot> {
  const deadline = Date.now() + withinSeconds * 1000;
  let last: ActSnapshot | undefined;
  let silence: AppError | undefined;
  for (;;) {
    signal.throwIfAborted();
    try {
      last = await takeSnapshot(watched);
      silence = undefined;
      view.show(last);
      if (until(last)) return last;
      const { remediation } = last;
      if (remediation?.status === 'refused') throw new AppError('conflict', `the remediation was refused: ${remediation.reason ?? remediation.code ?? 'without a reason'}`);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'unavailable')) throw error;
      silence = error; // it may come back
    }
    if (Date.now() > deadline) throw unavailable(`waited ${withinSeconds} s for ${what}, in vain: ${silence?.message ?? howItStands(last, watched)}`);
    await sleep(POLL_MS, undefined, { signal });
  }
}

function howItStands(snapshot: ActSnapshot | undefined, { source }: Watched): string {
  if (!snapshot) return 'nothing is known';
  const facts = factsOf(snapshot).map(({ subject, state }) => `${subject} ${state}`);
  const complaint = snapshot.alert ? undefined : source.complaint();
  return [...facts, ...(complaint === undefined ? [] : [`${source.title} says: ${complaint}`])].join('; ');
}
