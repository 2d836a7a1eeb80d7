import type { Plan, PlanId } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { PlanRepository } from '../ports/plan-repository.ts';

/** A plan that is locked, its tasks, and what one transaction has changed of them. */
export class PlanInHand {
  readonly #tasks: Map<string, PlanTask>;
  readonly #changed = new Map<string, PlanTask>();

  private constructor(
    readonly before: Plan,
    public plan: Plan,
    tasks: readonly PlanTask[],
  ) {
    this.#tasks = new Map(tasks.map((task) => [task.taskId, task]));
  }

  /** Throws `not_found`. */
  static async lock(plans: PlanRepository, id: PlanId): Promise<PlanInHand> {
    const plan = await plans.lock(id);
    return new PlanInHand(plan, plan, await plans.tasks(id));
  }

  get byId(): ReadonlyMap<string, PlanTask> {
    return this.#tasks;
  }

  /** As they are now, by position. */
  get tasks(): readonly PlanTask[] {
    return [...this.#tasks.values()];
  }

  get changed(): readonly PlanTask[] {
    return [...this.#changed.values()];
  }

  put(task: PlanTask): void {
    if (this.#tasks.get(task.taskId) === task) return;
    this.#tasks.set(task.taskId, task);
    this.#changed.set(task.taskId, task);
  }

  async save(plans: PlanRepository): Promise<void> {
    if (this.#changed.size > 0) await plans.putTasks(this.plan.id, this.changed);
    if (this.plan === this.before) return;
    await plans.save(this.plan);
    this.plan = { ...this.plan, version: this.plan.version + 1 };
  }
}
