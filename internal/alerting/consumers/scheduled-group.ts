import type { EvaluationNote, HeldGroup } from '../ports/rule-group-leases.ts';
import { type SlotGrid, slotBefore, slotGridOf, slotsBetween } from '../domain/slots.ts';
import type { GroupRunner } from '../service/group-runner.ts';
import type { HeldRuleGroups } from '../service/held-rule-groups.ts';
import type { RuleObserver } from './rule-observer.ts';

/** Longer than this a single evaluation may not take. */
const MOST_MS = 120_000;

/** A group that this process holds, with its slots: which one is due, which ones were missed. */
export class ScheduledGroup {
  timer: NodeJS.Timeout | undefined;
  isQueued = false;
  running: Promise<void> = Promise.resolve();
  #runner: GroupRunner | undefined;
  #grid: SlotGrid = { intervalMs: 60_000, offsetMs: 0 };
  #isRunning = false;
  #dueMs: number | undefined;
  /** The slot that was begun or given up last; of a new group the one before it came here. */
  #lastMs = 0;
  #evaluations = 0;
  #missed = 0;
  #latest: Pick<EvaluationNote, 'seconds' | 'ruleSeconds'> = { seconds: undefined, ruleSeconds: undefined };
  #hasNews = false;
  readonly #stopping = new AbortController();

  constructor(
    public held: HeldGroup,
    private readonly groups: HeldRuleGroups,
  ) {}

  get isIdle(): boolean {
    return !this.#isRunning && !this.isQueued;
  }

  get isDue(): boolean {
    return this.#dueMs !== undefined;
  }

  get name(): string {
    const group = this.#runner?.group;
    return group ? `${group.namespace}/${group.name}` : this.held.groupId;
  }

  /** Reads the group and what its rules remember; false when it is gone. */
  async prepare(nowMs: number): Promise<boolean> {
    this.#runner = await this.groups.open(this.held);
    if (!this.#runner) return false;
    this.#grid = slotGridOf(this.held.groupId, this.#runner.group.intervalMs);
    const last = Math.max(this.held.lastSlotAt?.getTime() ?? -Infinity, this.#runner.savedSlotMs);
    this.#lastMs = Number.isFinite(last) ? slotBefore(this.#grid, last) : slotBefore(this.#grid, nowMs);
    return true;
  }

  /** Whether slots have passed since somebody evaluated it. */
  isBehind(nowMs: number): boolean {
    return slotBefore(this.#grid, nowMs) > this.#lastMs;
  }

  nextSlotMs(nowMs: number): number {
    return slotBefore(this.#grid, nowMs) + this.#grid.intervalMs;
  }

  /** Makes the slot that has come the one to evaluate. Answers how many are missed by that: one that runs still, or waits, makes the next ones miss. */
  due(nowMs: number): number {
    const slot = slotBefore(this.#grid, nowMs);
    const passed = slotsBetween(this.#grid, this.#lastMs, slot);
    if (passed <= 0) return 0;
    this.#lastMs = slot;
    const missed = this.isIdle ? passed - 1 : passed;
    if (this.isIdle) this.#dueMs = slot;
    this.#missed += missed;
    this.#hasNews = true;
    return missed;
  }

  /** Whether people changed it since it was read. */
  get isOutdated(): boolean {
    return this.#runner !== undefined && this.#runner.group.version !== this.held.revision;
  }

  /** Reads it anew; to be called while it is idle. */
  async renew(): Promise<void> {
    this.#isRunning = true;
    try {
      if (this.#runner) await this.#refresh(this.#runner);
    } finally {
      this.#isRunning = false;
    }
  }

  /** Evaluates the slot that is due, if the lease still holds. Does not reject. */
  run(isValid: () => boolean, observer: RuleObserver): Promise<void> {
    const slotMs = this.#dueMs;
    this.#dueMs = undefined;
    this.isQueued = false;
    this.#isRunning = true;
    this.running = this.#evaluate(slotMs, isValid, observer)
      .catch((error: unknown) => {
        this.#miss(observer);
        observer.troubled(this, error);
      })
      .finally(() => {
        this.#isRunning = false;
      });
    return this.running;
  }

  async #evaluate(slotMs: number | undefined, isValid: () => boolean, observer: RuleObserver): Promise<void> {
    const runner = this.#runner;
    const { signal } = this.#stopping;
    if (slotMs === undefined || !runner || signal.aborted) return;
    if (!isValid()) {
      this.#miss(observer);
      return;
    }
    await this.#refresh(runner);
    const report = await runner.evaluate(slotMs, AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]));
    if (signal.aborted && this.#lastMs === slotMs) this.#lastMs -= this.#grid.intervalMs;
    if (!report.stillHeld || signal.aborted) return;
    this.#evaluations += 1;
    this.#latest = { seconds: report.seconds, ruleSeconds: report.ruleSeconds };
    this.#hasNews = true;
    observer.evaluated(this, { seconds: report.seconds, rules: report.ruleSeconds.length, failed: report.failed });
  }

  /** Takes over what people changed since. */
  async #refresh(runner: GroupRunner): Promise<void> {
    if (!this.isOutdated) return;
    const group = await this.groups.read(this.held);
    if (!group) return;
    runner.change(group);
    if (group.intervalMs === this.#grid.intervalMs) return;
    this.#grid = slotGridOf(this.held.groupId, group.intervalMs);
    this.#lastMs = slotBefore(this.#grid, this.#lastMs);
  }

  #miss(observer: RuleObserver): void {
    this.#missed += 1;
    this.#hasNews = true;
    observer.missed(this, 1);
  }

  /** What happened since the last note; none when nothing did. */
  takeNote(): EvaluationNote[] {
    if (!this.#hasNews) return [];
    const { tenantId, groupId, token } = this.held;
    // A slot that runs or waits is not over: should this process die now, another one does it again.
    const slotAt = new Date(this.isIdle ? this.#lastMs : this.#lastMs - this.#grid.intervalMs);
    const note = { tenantId, groupId, token, slotAt, evaluations: this.#evaluations, missed: this.#missed, ...this.#latest };
    [this.#evaluations, this.#missed, this.#hasNews] = [0, 0, !this.isIdle];
    return [note];
  }

  /** A note that could not be told. */
  putBack({ evaluations, missed }: EvaluationNote): void {
    this.#evaluations += evaluations;
    this.#missed += missed;
    this.#hasNews = true;
  }

  /** No more evaluations; resolves when the one that runs has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.#stopping.abort();
    await this.running;
  }

  /** Ends the series that its rules wrote, if the group does not exist any more. */
  async endIfGone(nowMs: number): Promise<void> {
    if (this.#runner && !(await this.groups.read(this.held))) await this.#runner.end(nowMs);
  }
}
