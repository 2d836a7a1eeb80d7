import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '#internal/kernel';
import { CheckoutPool } from './checkout-pool.ts';
import { EffectLedger } from './effect-ledger.ts';

/** What the service says about itself at `GET /state`. */
export interface CheckoutState {
  readonly instance: string;
  readonly up: boolean;
  readonly workers: number;
  readonly stuckWorkers: number;
  readonly standbyWorkers: number;
  readonly traffic: 'primary' | 'standby';
  readonly draining: boolean;
  readonly requests: number;
  readonly failedRequests: number;
  /** Actions that are in progress at this moment. */
  readonly busyWith: readonly string[];
  /** Notifications that reached the on-call address, `POST /pager`. */
  readonly pages: readonly JsonObject[];
}

/** The service refuses; `status` is the HTTP status that says so. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const WORKERS = 4;
const STANDBY_WORKERS = 2;
const QUICK_ACTION_MS = 150;

/** The sample service without its HTTP surface: a pool of workers that can break, a small standby, and the actions by which both are operated. */
export class CheckoutService {
  readonly ledger = new EffectLedger();
  readonly #primary = new CheckoutPool(WORKERS);
  #standby = new CheckoutPool(STANDBY_WORKERS);
  #traffic: CheckoutState['traffic'] = 'primary';
  #draining = false;
  #requests = 0;
  #failedRequests = 0;
  readonly #faults = new Map<string, number>();
  readonly #busyWith: string[] = [];
  readonly #pages: JsonObject[] = [];

  constructor(private readonly options: { readonly instance: string; readonly restartMs: number }) {}

  get state(): CheckoutState {
    return {
      instance: this.options.instance,
      up: this.#primary.up,
      workers: this.#primary.size,
      stuckWorkers: this.#primary.stuck,
      standbyWorkers: this.#standby.size,
      traffic: this.#traffic,
      draining: this.#draining,
      requests: this.#requests,
      failedRequests: this.#failedRequests,
      busyWith: [...this.#busyWith],
      pages: [...this.#pages],
    };
  }

  /** One customer's checkout. Throws when it failed. */
  async checkOut(): Promise<void> {
    this.#requests += 1;
    try {
      const drained = this.#traffic === 'primary' && this.#draining;
      if (drained) throw new Refusal(503, 'the primary workers are drained');
      await (this.#traffic === 'primary' ? this.#primary : this.#standby).serve();
    } catch (error) {
      this.#failedRequests += 1;
      throw error;
    }
  }

  /** From now on payments hang, and each takes its worker with it. */
  break(): void {
    this.#primary.break();
  }

  /** Makes an action fail with a status until `mend`. */
  failAction(action: string, status: number): void {
    this.#faults.set(action, status);
  }

  mend(action: string): void {
    this.#faults.delete(action);
  }

  page(notification: JsonObject): void {
    this.#pages.push(notification);
  }

  stop(): void {
    this.#primary.stop();
    this.#standby.stop();
  }

  /** Runs an action once per key. Throws `Refusal` for an unknown action, wrong parameters, or one that was told to fail. */
  act(action: string, key: string, parameters: JsonObject): Promise<JsonObject> {
    const effect = this.#effects[action];
    if (!effect) throw new Refusal(404, `there is no action ${action}`);
    return this.ledger.once(key, action, async () => {
      this.#busyWith.push(action);
      try {
        await sleep(QUICK_ACTION_MS);
        const fault = this.#faults.get(action);
        if (fault !== undefined) throw new Refusal(fault, `${action} is out of order`);
        return { action, ...(await effect(parameters)) };
      } finally {
        this.#busyWith.splice(this.#busyWith.indexOf(action), 1);
      }
    });
  }

  readonly #effects: Readonly<Record<string, (parameters: JsonObject) => Promise<JsonObject>>> = {
    drain: async () => ({ draining: (this.#draining = true) }),
    undrain: async () => ({ draining: (this.#draining = false) }),
    restart: async () => {
      await this.#primary.restart(this.options.restartMs);
      return { workers: this.#primary.size, stuck_workers: this.#primary.stuck };
    },
    scale: async ({ standby_workers: wanted }) => {
      const before = this.#standby.size;
      if (!isCount(wanted)) throw new Refusal(400, 'standby_workers must be a number from 1 to 100');
      this.#standby = new CheckoutPool(wanted);
      return { standby_workers: wanted, standby_workers_before: before };
    },
    'shift-traffic': async ({ to }) => {
      if (to !== 'primary' && to !== 'standby') throw new Refusal(400, "to must be 'primary' or 'standby'");
      return { traffic: (this.#traffic = to) };
    },
  };
}

const isCount = (value: Json | undefined): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100;
