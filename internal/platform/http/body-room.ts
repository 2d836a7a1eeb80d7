import { unavailable } from '#pkg/apperror';

/** Bounds the bytes of all bodies in progress, so that many large ones cannot fill the memory together: there is room before a body is read, or it is not read. */
export class BodyRoom {
  private taken = 0;

  constructor(private readonly bytes: number) {}

  /** Does the work while so much room is taken. Throws `unavailable` when there is not; the largest body is taken by an idle server. */
  async during<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    if (this.taken > 0 && this.taken + bytes > this.bytes) throw unavailable('the server is full', 1);
    this.taken += bytes;
    try {
      return await work();
    } finally {
      this.taken -= bytes;
    }
  }
}
