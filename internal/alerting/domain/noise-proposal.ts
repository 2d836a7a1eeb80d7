import type { NoiseEpisode } from './noise-episode.ts';

/** A change of a rule that would make it less noisy, with its reason in figures. */
export interface NoiseProposal {
  readonly change: 'keep_firing_for' | 'longer_for' | 'group' | 'delete' | 'raise_threshold';
  /** Of `keep_firing_for` and `longer_for`. */
  readonly seconds: number | null;
  readonly reason: string;
}

/** The counts that decide. */
export interface NoiseCounts {
  /** Alerts that fired, of so many label sets. */
  readonly fired: number;
  readonly labelSets: number;
  /** Of those: somebody took care … */
  readonly acknowledged: number;
  readonly escalated: number;
  /** … it was over by itself, and nobody had taken care … */
  readonly autoResolved: number;
  /** … nobody took care though it lasted for a quarter of an hour … */
  readonly ignored: number;
  /** … its label set was flapping. */
  readonly flapped: number;
}

/** With fewer alerts than this nothing is proposed: chance would decide. */
const ENOUGH = 5;

/** An alert that comes back within this time was hardly over. */
const BACK_SOON_MS = 10 * 60_000;
/** An alert that is over by itself within this time was hardly there. */
const SHORT_MS = 10 * 60_000;
/** Alerts that begin within this time of each other began together. */
const TOGETHER_MS = 60_000;

/**
 * The change that would have helped most, by fixed rules in this order; `null` when the alerts look useful or are too few. Episodes are sorted by their beginning.
 * 1. A third came back soon after they were over: keep firing for as long as nine tenths of the gaps.
 * 2. Half were over by themselves within ten minutes: wait for as long as three quarters of those lasted.
 * 3. Half began together with others, of several label sets: group them.
 * 4. Nine tenths were ignored: delete it, nobody needs it.
 * 5. Half were over by themselves, and few were acknowledged: raise the threshold.
 */
export function proposeChange(episodes: readonly NoiseEpisode[], counts: NoiseCounts): NoiseProposal | null {
  const { fired, acknowledged, escalated, autoResolved, ignored, labelSets, flapped } = counts;
  if (fired < ENOUGH) return null;
  const gaps = gapsOf(episodes).filter((gap) => gap <= BACK_SOON_MS);
  if (gaps.length * 3 >= fired) {
    const seconds = wholeMinutes(quantile(gaps, 0.9));
    return { change: 'keep_firing_for', seconds, reason: `${gaps.length} of ${fired} alerts came back within ten minutes of their end${flapped > 0 ? `, ${flapped} while flapping` : ''}; to keep firing for ${seconds} s would have joined nine tenths of them` };
  }
  const short = episodes.filter(goneSoon).map(durationOf);
  if (short.length * 2 >= fired) {
    const seconds = wholeMinutes(quantile(short, 0.75));
    const spared = short.filter((duration) => duration < seconds * 1000).length;
    return { change: 'longer_for', seconds, reason: `${short.length} of ${fired} alerts were over by themselves within ten minutes, and nobody had taken care; another ${seconds} s of \`for\` would have spared ${spared} of them` };
  }
  const together = beganTogether(episodes);
  if (together * 2 >= fired && labelSets > 1) {
    return { change: 'group', seconds: null, reason: `${together} of ${fired} alerts of ${labelSets} label sets began within a minute of another one; grouped, they are one notification` };
  }
  if (ignored * 10 >= fired * 9) {
    return { change: 'delete', seconds: null, reason: `${ignored} of ${fired} alerts lasted for a quarter of an hour or more, and nobody took care of them` };
  }
  if (autoResolved * 2 >= fired && (acknowledged + escalated) * 5 < fired) {
    return { change: 'raise_threshold', seconds: null, reason: `${autoResolved} of ${fired} alerts were over by themselves, and ${acknowledged} were acknowledged` };
  }
  return null;
}

const durationOf = ({ firedAt, resolvedAt }: NoiseEpisode): number => (resolvedAt?.getTime() ?? Infinity) - firedAt.getTime();

const goneSoon = (episode: NoiseEpisode): boolean =>
  episode.acknowledgedAt === null && episode.escalatedAt === null && episode.resolution !== 'manual' && durationOf(episode) <= SHORT_MS;

/** From the end of an episode to the beginning of the next one of the same label set. */
function gapsOf(episodes: readonly NoiseEpisode[]): number[] {
  const ends = new Map<string, Date>();
  const gaps: number[] = [];
  for (const { fingerprint, firedAt, resolvedAt } of episodes) {
    const end = ends.get(fingerprint);
    if (end) gaps.push(Math.max(0, firedAt.getTime() - end.getTime()));
    if (resolvedAt) ends.set(fingerprint, resolvedAt);
    else ends.delete(fingerprint);
  }
  return gaps;
}

/** Episodes that have a neighbour in time. */
function beganTogether(episodes: readonly NoiseEpisode[]): number {
  const times = episodes.map(({ firedAt }) => firedAt.getTime());
  return times.filter((time, index) => (index > 0 && time - (times[index - 1] ?? 0) <= TOGETHER_MS) || (index + 1 < times.length && (times[index + 1] ?? Infinity) - time <= TOGETHER_MS)).length;
}

/** The smallest value that so great a part of the values does not exceed. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

/** Seconds, rounded up to a minute; at least one. */
const wholeMinutes = (milliseconds: number): number => Math.max(60, Math.ceil(milliseconds / 60_000) * 60);
