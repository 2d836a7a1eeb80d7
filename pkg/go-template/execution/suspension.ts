import type { GoValue } from '../values/go-value.ts';

/**
 * A template stops here until something asynchronous is known. It then runs again from its beginning, with what is known by now: it sees the same
 * data, so that it comes to the same place.
 */
export class Suspension extends Error {
  constructor(readonly resume: () => Promise<void>) {
    super('a template waits');
  }
}

/** What was found out, in the order in which a template asked. */
export class Answers {
  private readonly known: (() => GoValue)[] = [];
  private asked = 0;

  constructor(private readonly limit: number) {}

  /** Before each run. */
  rewind(): void {
    this.asked = 0;
  }

  /** The answer to the next question, or a {@link Suspension} that asks it. `make` gives a function that makes the value, or throws. */
  next(make: () => Promise<() => GoValue>): GoValue {
    const answer = this.known[this.asked];
    this.asked += 1;
    if (answer) return answer();
    if (this.known.length >= this.limit) throw new Error(`a template makes at most ${this.limit} queries`);
    throw new Suspension(async () => {
      this.known.push(await make());
    });
  }
}
