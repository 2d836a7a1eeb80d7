import { unavailable } from '#pkg/apperror';

/** A sender is told to come again after one to so many seconds, each another time, so that they do not come back all at once. */
const MOST_SECONDS = 5;

/** Bounds the bytes of samples that are decoded and wait to be stored, so that a slow database costs memory only up to here. */
export class IngestRoom {
  private taken = 0;
  private refusals = 0;

  constructor(private readonly bytes: number) {}

  get used(): number {
    return this.taken;
  }

  /** Does the work while so much room is taken. Throws `unavailable` when there is not; an idle process takes what is larger than all of it, too. */
  async during<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    if (this.taken > 0 && this.taken + bytes > this.bytes) {
      throw unavailable('more samples are waiting to be stored than there is room for: send them again later', 1 + (this.refusals++ % MOST_SECONDS));
    }
    this.taken += bytes;
    try {
      return await work();
    } finally {
      this.taken -= bytes;
    }
  }
}
