import { refusal } from './demo-client.ts';

describe('refusal', () => {
  test('repeats what the API says, each reason once', () => {
    const answer = { title: 'The request makes no sense', detail: '/do/0: is forbidden', errors: [{ field: '/do/0', reason: 'is forbidden' }, { field: '/name', reason: 'is taken' }] };
    const error = refusal('POST /api/v1/workflows', 422, answer);
    expect([error.code, error.message]).toEqual(['invalid', 'POST /api/v1/workflows answered 422: /do/0: is forbidden; /name is taken']);
  });

  test('says at least the status when the answer is not of the API', () => {
    const error = refusal('GET /x', 502, '<html>');
    expect([error.code, error.message]).toEqual(['unavailable', 'GET /x answered 502']);
  });
});
