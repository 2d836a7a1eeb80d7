import type { Receiver, Receivers } from '../ports/receivers.ts';

/** Receivers with one webhook each, for every tenant. */
export class InMemoryReceivers implements Receivers {
  all: Receiver[];

  constructor(...names: string[]) {
    this.all = names.map((name) => ({ name, integrations: [{ id: `${name}-webhook`, kind: 'webhook', sendResolved: true }] }));
  }

  async list(): Promise<readonly Receiver[]> {
    return this.all;
  }
}
