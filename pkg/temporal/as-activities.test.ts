import { conflict, invalid, unavailable } from '#pkg/apperror';
import { asActivities } from './as-activities.ts';

describe('asActivities', () => {
  const activities = asActivities({
    refuse: async () => Promise.reject(conflict('already done')),
    check: async () => Promise.reject(invalid('/name', 'is missing')),
    wait: async () => Promise.reject(unavailable('the database does not answer', 7)),
    crash: async () => Promise.reject(new TypeError('a bug')),
    double: async ({ n }: { n: number }) => n * 2,
  });

  test('passes results through', async () => {
    expect(await activities.double({ n: 2 })).toBe(4);
  });

  test('what asking again cannot change is not retried', async () => {
    await expect(activities.refuse()).rejects.toMatchObject({ type: 'conflict', nonRetryable: true, message: 'already done' });
    await expect(activities.check()).rejects.toMatchObject({ type: 'invalid', nonRetryable: true, details: [[{ field: '/name', reason: 'is missing' }]] });
  });

  test('what may pass is retried after the wait it asks for', async () => {
    await expect(activities.wait()).rejects.toMatchObject({ type: 'unavailable', nonRetryable: false, nextRetryDelay: 7000 });
  });

  test('a bug is left as it is, so that Temporal retries it until a deploy has fixed it', async () => {
    await expect(activities.crash()).rejects.toBeInstanceOf(TypeError);
  });
});
