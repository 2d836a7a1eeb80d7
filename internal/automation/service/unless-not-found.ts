import { AppError } from '#pkg/apperror';

/** Undefined when what is looked for is not there, such as an event that is older than events are kept. */
export async function unlessNotFound<Result>(look: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}
