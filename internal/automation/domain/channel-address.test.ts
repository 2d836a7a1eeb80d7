import { channelAddress } from './channel-address.ts';

describe('channelAddress', () => {
  test('fills parameters with the data as it is', () => {
    expect(channelAddress('alerts/{team}/{level}', { team: 'Ärzte & Co', level: 3 }, 'mqtt')).toBe('alerts/Ärzte & Co/3');
    expect(channelAddress('orders.{region}', { region: 'eu.west' }, 'amqp')).toBe('orders.eu.west');
    expect(channelAddress('fixed', null, 'nats')).toBe('fixed');
  });

  test.each([
    ['mqtt', 'a/b', 'must not hold /, + or #'], ['mqtt', '#', 'must not hold /, + or #'], ['mqtt', '+', 'must not hold /, + or #'],
    ['nats', 'a.b', 'must not hold dots, blanks, * or >'], ['nats', '>', 'must not hold dots, blanks, * or >'], ['nats', 'a b', 'must not hold dots, blanks, * or >'],
    ['amqp', 'a\nb', 'must not hold control characters'],
    ['mqtt', '', "the input has no 'team'"],
  ])('over %s a parameter %j cannot lead to another channel', (protocol, team, reason) => {
    expect(() => channelAddress('alerts/{team}', { team }, protocol)).toThrow(expect.objectContaining({ code: 'invalid', message: expect.stringContaining(reason) }));
  });
});
