import { unavailable } from '#pkg/apperror';
import type { EngineState, ExecutionRunner } from '../ports/execution-runner.ts';

/** An engine that only remembers what it was asked; `down` makes it refuse, `states` is what it says of executions. */
export class FakeExecutionRunner implements ExecutionRunner {
  down = false;
  readonly states = new Map<string, EngineState>();
  readonly started: string[] = [];
  readonly cancelled: string[] = [];

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

  async state({ id }: Parameters<ExecutionRunner['state']>[0]): Promise<EngineState> {
    this.answer();
    return this.states.get(id) ?? { known: false };
  }

  private answer(): void {
    if (this.down) throw unavailable('Temporal does not answer');
  }
}
