import { PRIORITY_RANK, type RiskBand, type TaskPriority } from './risk-band.ts';

/** A task that may be offered. */
export interface Offerable {
  readonly taskId: string;
  readonly position: number;
  readonly slaDeadline: Date;
  readonly priority: TaskPriority;
  readonly riskBand: RiskBand;
  /** Milliseconds that such tasks take. */
  readonly predictedMs: number;
  /** Since when nothing but its turn has kept it. */
  readonly readySince: Date;
}

/** A task and why it goes when it goes, in words for people. */
export interface Offer<Task extends Offerable> {
  readonly task: Task;
  readonly reason: string;
}

const RISK_RANK: Readonly<Record<RiskBand, number>> = { LOW: 0, MEDIUM: 1, HIGH: 2, CRITICAL: 3 };

/** Deadlines closer together than this are the same deadline: priority decides then. */
const SAME_DEADLINE_MS = 60_000;

/**
 * The order in which tasks are offered: earliest deadline, then priority, then risk (the riskier first, while there is time to undo it), then
 * the longest predicted duration (what takes longest should not begin last). Every minute of waiting brings a deadline one minute nearer, so
 * that no stream of more urgent tasks keeps one waiting for ever.
 */
export function offerOrder<Task extends Offerable>(tasks: readonly Task[], now: Date): readonly Offer<Task>[] {
  const sorted = tasks.toSorted(
    (a, b) =>
      agedDeadline(a, now) - agedDeadline(b, now) ||
      PRIORITY_RANK[b.priority] - PRIORITY_RANK[a.priority] ||
      RISK_RANK[b.riskBand] - RISK_RANK[a.riskBand] ||
      b.predictedMs - a.predictedMs ||
      a.position - b.position,
  );
  return sorted.map((task, index) => ({ task, reason: reasonOf(task, index, sorted.length, now) }));
}

const waited = ({ readySince }: Offerable, now: Date): number => Math.max(0, now.getTime() - readySince.getTime());
const agedDeadline = (task: Offerable, now: Date): number => Math.floor((task.slaDeadline.getTime() - waited(task, now)) / SAME_DEADLINE_MS);

function reasonOf(task: Offerable, index: number, of: number, now: Date): string {
  const slack = Math.round((task.slaDeadline.getTime() - now.getTime() - task.predictedMs) / 1000);
  return `${index + 1} of ${of}: due ${task.slaDeadline.toISOString()}, ${slack} s to spare, priority ${task.priority}, risk ${task.riskBand}, takes about ${task.predictedMs} ms, ready for ${Math.round(waited(task, now) / 1000)} s`;
}
