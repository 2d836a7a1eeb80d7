import { conflict, forbidden, invalid, limit, notFound } from '#pkg/apperror';
import { alertmanagerErrorOf } from './alertmanager-error.ts';
import { malformed, TransportError } from './problem.ts';

test.each<[Error, number, number, unknown]>([
  [invalid('/matchers/0', 'is bad'), 422, 400, 'matchers/0: is bad'],
  [invalid('', 'Failed to create silence'), 422, 400, 'Failed to create silence'],
  [conflict('it is over'), 409, 400, 'it is over'],
  [notFound('silence'), 404, 404, 'no such silence'],
  [malformed('/comment', 'is required'), 400, 422, { code: 422, message: 'comment: is required' }],
  [new TransportError('malformed', 'the body is no JSON'), 400, 400, { code: 400, message: 'the body is no JSON' }],
  [forbidden('no'), 403, 403, { code: 403, message: 'no' }],
  [limit('too much'), 429, 429, { code: 429, message: 'too much' }],
  [new Error('secret'), 500, 500, { code: 500, message: 'the error was logged under the correlation id' }],
])('%s, else %d, is answered %d as Alertmanager does', (error, status, own, body) => {
  expect(alertmanagerErrorOf(error, status)).toEqual({ status: own, body });
});
