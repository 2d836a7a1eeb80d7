/** Work of many tenants that waits for its turn: tenants take turns, and within a tenant who came first comes first. */
export class FairQueue<Item> {
  readonly #waiting = new Map<string, Item[]>();
  readonly #running = new Map<string, number>();
  #busy = 0;

  /** At most `lanes` run at once, and at most `perTenant` of one tenant. */
  constructor(
    private readonly lanes: number,
    private readonly perTenant: number,
  ) {}

  add(tenant: string, item: Item): void {
    const waiting = this.#waiting.get(tenant);
    if (waiting) waiting.push(item);
    else this.#waiting.set(tenant, [item]);
  }

  /** The next item that may run, which takes a lane until `done`. */
  take(): { readonly tenant: string; readonly item: Item } | undefined {
    if (this.#busy >= this.lanes) return undefined;
    for (const [tenant, waiting] of this.#waiting) {
      const running = this.#running.get(tenant) ?? 0;
      if (running >= this.perTenant) continue;
      const item = waiting.shift() as Item;
      // Behind the others now.
      this.#waiting.delete(tenant);
      if (waiting.length > 0) this.#waiting.set(tenant, waiting);
      this.#running.set(tenant, running + 1);
      this.#busy += 1;
      return { tenant, item };
    }
    return undefined;
  }

  /** Frees the lane of a tenant. */
  done(tenant: string): void {
    const running = (this.#running.get(tenant) ?? 1) - 1;
    if (running > 0) this.#running.set(tenant, running);
    else this.#running.delete(tenant);
    this.#busy -= 1;
  }
}
