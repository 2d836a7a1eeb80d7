import { conflict } from '#pkg/apperror';
import { fromDatabaseError, violates } from './sql-errors.ts';

const databaseError = (code: string, message = 'invalid input: "A-secret"') => Object.assign(new Error(message), { code });

describe('fromDatabaseError', () => {
  test.each([
    ['22P02', 'invalid'], ['22003', 'invalid'], ['22021', 'invalid'], ['22P05', 'invalid'], ['22008', 'invalid'], ['22001', 'invalid'],
    ['23505', 'conflict'],
    ['40001', 'unavailable'], ['40P01', 'unavailable'], ['55P03', 'unavailable'], ['57014', 'unavailable'], ['25P04', 'unavailable'],
    ['57P01', 'unavailable'], ['57P03', 'unavailable'], ['53300', 'unavailable'], ['53100', 'unavailable'], ['08006', 'unavailable'], ['58030', 'unavailable'],
    ['ECONNREFUSED', 'unavailable'], ['ECONNRESET', 'unavailable'],
  ])('turns %s into %s and keeps the message to itself', (state, code) => {
    const error = databaseError(state);
    const translated = fromDatabaseError(error);
    expect(translated).toMatchObject({ name: 'AppError', code, cause: error });
    expect((translated as Error).message).not.toContain('secret');
  });

  test.each(['42501', '42P01', '23503', '23514', '25006'])('leaves %s alone: it is a defect of ours', (state) => {
    const error = databaseError(state);
    expect(fromDatabaseError(error)).toBe(error);
  });

  test.each(['timeout exceeded when trying to connect', 'Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable'])(
    'knows that "%s" means the database is gone',
    (message) => { expect(fromDatabaseError(new Error(message))).toMatchObject({ code: 'unavailable' }); },
  );

  test('does not touch what was thrown on purpose, or by somebody else', () => {
    const [purpose, other] = [conflict('no'), new TypeError('x')];
    expect(fromDatabaseError(purpose)).toBe(purpose);
    expect(fromDatabaseError(other)).toBe(other);
    expect(fromDatabaseError('text')).toBe('text');
  });
});

describe('violates', () => {
  test('recognizes a constraint by its name', () => {
    const error = Object.assign(databaseError('23505'), { constraint: 'alerts_pkey' });
    expect(violates(error, 'alerts_pkey')).toBe(true);
    expect(violates(error, 'other')).toBe(false);
  });
});
