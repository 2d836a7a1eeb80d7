interface Running<Result> {
  readonly current: Promise<Result>;
  /** Starts when `current` has ended; whoever arrives before that shares it. */
  next?: Promise<Result>;
}

/**
 * Lets equal reads that arrive while one is running share the one after it. Dashboards ask the same question again and again; so the database and the
 * encoder answer it once for all who wait. A read never starts before the request that it answers arrived, so nobody gets to see less than
 * what was committed when they asked.
 */
export class SharedReads<Result> {
  private readonly reads = new Map<string, Running<Result>>();

  get(key: string, read: () => Promise<Result>): Promise<Result> {
    const running = this.reads.get(key);
    if (!running) return this.start(key, read);
    const startNext = () => this.start(key, read);
    running.next ??= running.current.then(startNext, startNext);
    return running.next;
  }

  private start(key: string, read: () => Promise<Result>): Promise<Result> {
    const running: Running<Result> = {
      current: read().finally(() => {
        if (!running.next) this.reads.delete(key);
      }),
    };
    this.reads.set(key, running);
    return running.current;
  }
}
