/** A bell that idle lanes wait for. A ring while nobody waits is kept for the next one who does. */
export class WakeUp {
  #waiting: (() => void)[] = [];
  #kept = false;
  #forGood = false;

  /** Wakes one waiting lane. */
  ring(): void {
    const wake = this.#waiting.shift();
    if (wake) wake();
    else this.#kept = true;
  }

  /** Wakes everybody, now and from now on: nobody waits any more, also who was only about to. */
  ringForGood(): void {
    this.#forGood = true;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves at a ring, or after `ms`. */
  wait(ms: number): Promise<void> {
    if (this.#kept || this.#forGood) {
      this.#kept = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting = this.#waiting.filter((other) => other !== done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.push(done);
    });
  }
}
