import { type AppError, unavailable } from '#pkg/apperror';

/** The part of the room that one body takes. */
export interface BodyShare {
  /** Makes it so many bytes, if it is less. Answers `unavailable` when there is no room for that. */
  refusalOf(bytes: number): AppError | undefined;
}

/** Bounds the bytes of all bodies in progress, so that many large ones cannot fill the memory together: there is room before a body is read, or it is not read. */
export class BodyRoom {
  private taken = 0;

  constructor(private readonly bytes: number) {}

  /** Does the work while so much room is taken, and what a body of unknown length takes as it arrives. The largest body is taken by an idle server. */
  async during<Result>(bytes: number, work: (share: BodyShare) => Promise<Result>): Promise<Result> {
    let own = 0;
    const share: BodyShare = {
      refusalOf: (wanted) => {
        const more = Math.max(0, wanted - own);
        if (more > 0 && this.taken > own && this.taken + more > this.bytes) return unavailable('the server is full', 1);
        this.taken += more;
        own += more;
        return undefined;
      },
    };
    const refusal = share.refusalOf(bytes);
    if (refusal) throw refusal;
    try {
      return await work(share);
    } finally {
      this.taken -= own;
    }
  }
}
