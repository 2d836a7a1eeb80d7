import { upsertSearchAttributes } from '@temporalio/workflow';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { EXECUTION_ATTRIBUTES } from './search-attributes.ts';

type Open = 'RUNNING' | 'PENDING';
type Ended = 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** What of an execution is searched for at Temporal. It tells changes only, those of one moment together: each telling is an event of the history. */
export class ShownStatus {
  /** Tickets that are not done, by the key of each. */
  readonly #open = new Map<string, Open>();
  readonly #ended = new Set<Ended>();
  #shown = '';

  /** `searchable`: whether the execution was started with search attributes; one that was not has none to update. */
  constructor(private readonly searchable: boolean) {}

  /** Undefined: there is no such ticket after all. */
  ticket(key: string, status: Open | Ended | undefined): void {
    if (status === 'RUNNING' || status === 'PENDING') {
      this.#open.set(key, status);
      return;
    }
    this.#open.delete(key);
    if (status !== undefined) this.#ended.add(status);
  }

  /** The execution has ended, and with it every ticket that nobody will run any more. */
  end(status: string): void {
    for (const key of [...this.#open.keys()]) this.ticket(key, 'CANCELLED');
    this.show(status);
  }

  /** Tells what has changed since the last time, and the execution's own status where that is given. */
  show(status?: string): void {
    if (!this.searchable) return;
    const statuses = [...new Set([...this.#open.values(), ...this.#ended])].sort();
    const changes: SearchAttributeUpdatePair[] = [];
    if (statuses.join() !== this.#shown) changes.push({ key: EXECUTION_ATTRIBUTES.ticketStatus, value: statuses });
    if (status !== undefined) changes.push({ key: EXECUTION_ATTRIBUTES.status, value: status });
    this.#shown = statuses.join();
    if (changes.length > 0) upsertSearchAttributes(changes);
  }
}
