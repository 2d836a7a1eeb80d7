import { unavailable } from '#pkg/apperror';
import type { EngineState, ExecutionRunner } from '../ports/execution-runner.ts';

/** An engine that only remembers what it was asked; `down` makes it refuse, `states` is what it says of executions. */
export class FakeExecutionRunner implements ExecutionRunner {
  down = false;
  readonly states = new Map<string, EngineState>();
  readonly started: string[] = [];
  readonly cancelled: string[] = [];
  readonly notified: string[] = [];
  readonly paused = new Map<string, boolean>();

  async start(...[, { id }]: Parameters<ExecutionRunner['start']>): Promise<void> {
    this.answer();
    if (this.states.has(id)) return;
    this.states.set(id, { known: true, open: true });
    this.started.push(id);
  }

  async cancel({ id }: Parameters<ExecutionRunner['cancel']>[0]): Promise<void> {
    this.answer();
    this.cancelled.push(id);
  }

  async notify({ id }: Parameters<ExecutionRunner['notify']>[0], topic: string): Promise<void> {
    this.answer();
    this.notified.push(`${id} ${topic}`);
  }

  async pause({ id }: Parameters<ExecutionRunner['pause']>[0], paused: boolean): Promise<void> {
    this.answer();
    this.paused.set(id, paused);
  }

  async state({ id }: Parameters<ExecutionRunner['state']>[0]): Promise<EngineState> {
    this.answer();
    return this.states.get(id) ?? { known: false };
  }

  /** Executions whose histories are gone. */
  readonly forgotten = new Set<string>();
  readonly takenUp: string[] = [];

  async takeUp({ id }: Parameters<ExecutionRunner['takeUp']>[0]): Promise<boolean> {
    this.answer();
    if (this.forgotten.has(id)) return false;
    this.takenUp.push(id);
    this.states.set(id, { known: true, open: true });
    return true;
  }

  private answer(): void {
    if (this.down) throw unavailable('Temporal does not answer');
  }
}
