import type { Agent } from '../domain/agent.ts';
import type { AgentChange, AgentChangeType } from '../domain/agent-change.ts';

/** The changes of one tenant in their order, as far back as they are kept. */
export interface ChangeLog {
  /** Gives each change the next revision. Writers of a tenant take turns here until they commit, so that nobody sees a revision before a smaller one: call it last. */
  append(changes: readonly { readonly type: AgentChangeType; readonly agent: Agent }[], occurredAt: Date): Promise<readonly number[]>;
  /** A number greater than all that were given out in this tenant before. Takes the same turn as `append`: lock the agent first. */
  nextGeneration(): Promise<number>;
  /** Of the last change; 0 when there was none. */
  revision(): Promise<number>;
  /** The changes after a revision, oldest first; undefined when the first of them is not kept any more. */
  after(revision: number, limit: number): Promise<readonly AgentChange[] | undefined>;
  /** When the health of this tenant's agents is looked at next; undefined when nobody does. */
  nextCheckAt(): Promise<Date | undefined>;
  /** Moves the time of the next look; false when it is not `from` any more. Takes the same turn as `append`. */
  moveCheck(from: Date | undefined, to: Date | undefined): Promise<boolean>;
}
