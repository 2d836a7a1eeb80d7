import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { testTemporalAddress } from '#test/support';
import { registerSearchAttributes } from './register-search-attributes.ts';

describe('registerSearchAttributes', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.connect({ address: testTemporalAddress() });
  });
  afterAll(() => connection.close());

  test('adds what is missing, and nothing a second time', async () => {
    const name = `Test${randomUUID().replaceAll('-', '')}`;
    await Promise.all([1, 2].map(() => registerSearchAttributes(connection, 'default', { [name]: 'KEYWORD_LIST' })));
    await registerSearchAttributes(connection, 'default', { [name]: 'KEYWORD_LIST' });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
    expect(customAttributes[name]).toBe(7);
  });
});
