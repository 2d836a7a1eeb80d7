import { upsertSearchAttributes } from '@temporalio/workflow';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { EXECUTION_ATTRIBUTES } from './search-attributes.ts';

type Open = 'RUNNING' | 'PENDING';
type Ended = 'COMPLETED' | 'FAILED' | 'CANCELLED';

export interface SavedStatus {
  readonly open: readonly (readonly [string, Open])[];
  readonly ended: readonly Ended[];
  readonly shown: string;
}

/** What of an execution is searched for at Temporal. It tells changes only, those of one moment together: each telling is an event of the history. */
export class ShownStatus {
  /** Tickets that are not done, by the key of each. */
  readonly #open: Map<string, Open>;
  readonly #ended: Set<Ended>;
  #shown: string;

  /** `searchable`: whether the execution was started with search attributes; one that was not has none to update. */
  constructor(private readonly searchable: boolean, { open, ended, shown }: SavedStatus = { open: [], ended: [], shown: '' }) {
    this.#open = new Map(open);
    this.#ended = new Set(ended);
    this.#shown = shown;
  }

  save(): SavedStatus {
    return { open: [...this.#open], ended: [...this.#ended], shown: this.#shown };
  }

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
