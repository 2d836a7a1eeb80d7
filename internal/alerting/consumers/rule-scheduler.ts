import type { Clock } from '#internal/kernel';
import { FairQueue } from '../domain/fair-queue.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import type { RuleGroupLeases } from '../ports/rule-group-leases.ts';
import type { HeldRuleGroups } from '../service/held-rule-groups.ts';
import type { RuleObserver } from './rule-observer.ts';
import { ScheduledGroup } from './scheduled-group.ts';

/** A worker that is not heard of for this long loses its groups to the others; it tells that it lives every `BEAT_MS`. */
export const LEASE_MS = 6_500;
export const BEAT_MS = 2_000;

/** Groups that one process evaluates at a time, in all and of one tenant: slow rules of one tenant leave the others their turns. */
const LANES = 16;
const LANES_PER_TENANT = 4;

interface RuleSchedulerDeps {
  /** The name under which this process holds groups. */
  readonly worker: string;
  readonly leases: RuleGroupLeases;
  readonly groups: HeldRuleGroups;
  readonly clock: Clock;
  /** A clock that only moves forward, in milliseconds. */
  readonly monotonicMs: () => number;
  readonly observer: RuleObserver;
}

/** Evaluates the groups that this process holds, each at its slots, and holds its share of all groups. */
export class RuleScheduler {
  readonly #groups = new Map<RuleGroupId, ScheduledGroup>();
  readonly #queue = new FairQueue<ScheduledGroup>(LANES, LANES_PER_TENANT);
  #validUntilMs = -Infinity;
  #stopped = false;
  #begun = false;

  constructor(private readonly deps: RuleSchedulerDeps) {}

  /** Groups that this process holds. */
  get size(): number {
    return this.#groups.size;
  }

  /** To be called every `BEAT_MS`: keeps the groups, takes new ones, gives back what is more than its share. Answers 0. */
  async beat(): Promise<number> {
    const { leases, worker, monotonicMs } = this.deps;
    if (this.#stopped) return 0;
    this.#begun = true;
    const askedAtMs = monotonicMs();
    const notes = [...this.#groups.values()].flatMap((group) => group.takeNote());
    let answer;
    try {
      answer = await leases.hold(worker, LEASE_MS, notes);
    } catch (error) {
      for (const note of notes) this.#groups.get(note.groupId)?.putBack(note);
      throw error;
    }
    this.#validUntilMs = askedAtMs + LEASE_MS;
    const held = new Map(answer.held.map((each) => [each.groupId, each]));
    for (const [id, group] of this.#groups) if (held.get(id)?.token !== group.held.token) this.#drop(group, !held.has(id));
    for (const each of answer.held) {
      const known = this.#groups.get(each.groupId);
      if (known) {
        known.held = each;
        if (known.isOutdated && known.isIdle) this.#renew(known);
      } else if (!this.#stopped) this.#start(new ScheduledGroup(each, this.deps.groups));
    }
    await this.#giveBack(this.#groups.size - answer.share);
    return 0;
  }

  /** Waits for what runs and gives everything back, so that others go on at once. */
  async stop(): Promise<void> {
    const { leases, worker } = this.deps;
    this.#stopped = true;
    if (!this.#begun) return;
    await Promise.all([...this.#groups.values()].map((group) => group.stop()));
    const notes = [...this.#groups.values()].flatMap((group) => group.takeNote());
    this.#groups.clear();
    if (notes.length > 0) await leases.hold(worker, LEASE_MS, notes);
    await leases.release(worker);
  }

  /** Waits for the evaluations that are under way: for tests. */
  async idle(): Promise<void> {
    await Promise.all([...this.#groups.values()].map((group) => group.running));
  }

  async #giveBack(surplus: number): Promise<void> {
    if (surplus <= 0) return;
    // Those that run finish first; there is another time.
    const given = [...this.#groups.values()].filter((group) => group.isIdle).slice(0, surplus);
    if (given.length === 0) return;
    const notes = given.flatMap((group) => group.takeNote());
    for (const group of given) this.#drop(group, false);
    const { leases, worker } = this.deps;
    if (notes.length > 0) await leases.hold(worker, LEASE_MS, notes);
    await leases.release(worker, given.map(({ held }) => held.groupId));
  }

  #drop(group: ScheduledGroup, mayBeGone: boolean): void {
    this.#groups.delete(group.held.groupId);
    void group.stop().then(() => (mayBeGone ? group.endIfGone(this.deps.clock.now().getTime()) : undefined)).catch((error: unknown) => { this.deps.observer.troubled(group, error); });
  }

  #start(group: ScheduledGroup): void {
    this.#groups.set(group.held.groupId, group);
    group.prepare(this.deps.clock.now().getTime()).then(
      (isThere) => {
        if (!isThere || this.#groups.get(group.held.groupId) !== group) return;
        const now = this.deps.clock.now().getTime();
        if (group.isBehind(now)) this.#enqueue(group, now);
        this.#wait(group);
      },
      (error: unknown) => {
        // The next beat begins anew.
        this.#groups.delete(group.held.groupId);
        this.deps.observer.troubled(group, error);
      },
    );
  }

  /** Takes over what people changed, when it may be evaluated at other times now. */
  #renew(group: ScheduledGroup): void {
    group.renew().then(
      () => {
        if (this.#groups.get(group.held.groupId) === group) this.#wait(group);
      },
      (error: unknown) => { this.deps.observer.troubled(group, error); },
    );
  }

  #wait(group: ScheduledGroup): void {
    clearTimeout(group.timer);
    const now = this.deps.clock.now().getTime();
    group.timer = setTimeout(() => {
      if (this.#groups.get(group.held.groupId) !== group || this.#stopped) return;
      this.#enqueue(group, this.deps.clock.now().getTime());
      this.#wait(group);
    }, Math.max(1, group.nextSlotMs(now) - now));
  }

  #enqueue(group: ScheduledGroup, nowMs: number): void {
    const missed = group.due(nowMs);
    if (missed > 0) this.deps.observer.missed(group, missed);
    if (group.isQueued || !group.isDue) return;
    group.isQueued = true;
    this.#queue.add(group.held.tenantId, group);
    this.#fill();
  }

  #fill(): void {
    for (let next = this.#queue.take(); next; next = this.#queue.take()) {
      const { tenant, item: group } = next;
      void group.run(() => this.deps.monotonicMs() < this.#validUntilMs, this.deps.observer).finally(() => {
        this.#queue.done(tenant);
        this.#fill();
      });
    }
  }
}
