import { parseMatchers } from '#pkg/alertmanager';
import { noon } from '../fakes/samples.ts';
import { routedAlerting, routeOf, team } from '../fakes/routed-alerting.ts';

const [a, b, c] = [{ pod: 'a' }, { pod: 'b' }, { pod: 'c' }];

describe('a group of alerts', () => {
  test('waits for group_wait, then tells what is new every group_interval, and what is old every repeat_interval', async () => {
    const { fire, until, told } = routedAlerting({ route: routeOf({ repeat: 600 }) });
    await fire(a);
    await until(10);
    await fire(b);
    await until(100);
    await fire(c);
    await until(2000);
    // At 930 not more than ten minutes have passed since the delivery: it is the flush after that.
    expect(await told()).toEqual(['30 team first notification +a +b', '330 team new alerts added +a +b +c', '1230 team repeat interval elapsed +a +b +c']);
  });

  test('that ends before group_wait tells nothing and goes', async () => {
    const { fire, resolve, until, told, groups } = routedAlerting({ route: routeOf() });
    await fire(a);
    await until(20);
    await resolve(a);
    await until(40);
    expect(await told()).toEqual([]);
    expect(await groups()).toEqual([]);
  });

  test('of an alert that is older than group_wait is told at once', async () => {
    const { until, told, receiveSignals, ana, at } = routedAlerting({ route: routeOf() });
    at(31);
    await receiveSignals(ana, [{ labels: { alertname: 'Down', pod: 'a' }, startsAt: noon, source: 'alertmanager', ends: 'by_word' }]);
    await until(31);
    expect(await told()).toEqual(['31 team first notification +a']);
  });

  test('tells of ends, lets go of what has ended, and ends itself; the next one waits anew', async () => {
    const { fire, resolve, until, told, groups } = routedAlerting({ route: routeOf() });
    await fire(a, b);
    await until(60);
    await resolve(a);
    await until(331);
    expect((await groups()).map(({ alerts }) => alerts.map(({ labels }) => labels['pod']))).toEqual([['b']]);
    await resolve(b);
    await until(631);
    expect(await groups()).toEqual([]);
    await fire(a);
    await until(700);
    expect(await told()).toEqual(['30 team first notification +a +b', '330 team some alerts resolved -a +b', '630 team all alerts resolved -b', '661 team first notification +a']);
  });

  test('an alert that ends and fires again within one interval was never over', async () => {
    const { fire, resolve, until, told } = routedAlerting({ route: routeOf() });
    await fire(a);
    await until(60);
    await resolve(a);
    await until(100);
    await fire(a);
    await until(400);
    expect(await told()).toEqual(['30 team first notification +a']);
  });

  test('an alert of which nothing is heard any more counts as over', async () => {
    const { until, told, receiveSignals, ana } = routedAlerting({ route: routeOf() });
    await receiveSignals(ana, [{ labels: { alertname: 'Down', pod: 'a' }, endsAt: new Date(noon.getTime() + 120_000), source: 'prometheus', ends: 'by_time' }]);
    await until(331);
    expect(await told()).toEqual(['30 team first notification +a', '330 team all alerts resolved -a']);
  });

  test('groups are made by the labels of group_by, all labels for "...", one group for none', async () => {
    const split = async (by: readonly string[] | 'all') => {
      const { fire, groups } = routedAlerting({ route: routeOf({ by }) });
      await fire(a, b, { pod: 'a', zone: 'x' });
      return (await groups()).map(({ group, alerts }) => `${group.key} ${alerts.length}`).sort();
    };
    expect(await split(['pod'])).toEqual(['{}:{pod="a"} 2', '{}:{pod="b"} 1']);
    expect(await split('all')).toEqual(['{}:{alertname="Down", pod="a", zone="x"} 1', '{}:{alertname="Down", pod="a"} 1', '{}:{alertname="Down", pod="b"} 1']);
    expect(await split([])).toEqual(['{}:{} 3']);
  });

  test('routes that continue tell several receivers, also when their matchers are the same', async () => {
    const matchers = parseMatchers('pod=~".+"');
    const route = routeOf({ routes: [{ receiver: 'pager', matchers, continue: true }, { receiver: 'chat', matchers }] });
    const { fire, until, told } = routedAlerting({ route }, [team({}, 'pager'), team({}, 'chat'), team()]);
    await fire(a, {});
    await until(31);
    expect((await told()).sort()).toEqual(['30 chat first notification +a', '30 pager first notification +a', '30 team first notification +Down']);
  });

  test('a receiver that does not want to hear of ends is told of what still fires, and the log knows the rest', async () => {
    const { fire, resolve, until, told, groups } = routedAlerting({ route: routeOf() }, [team({ sendResolved: false })]);
    await fire(a, b);
    await until(60);
    await resolve(a);
    await until(400);
    await resolve(b);
    await until(1000);
    expect(await groups()).toEqual([]);
    await fire(b);
    await until(1100);
    expect(await told()).toEqual(['30 team first notification +a +b', '1030 team first notification +b']);
  });

  test('max_alerts cuts the message and says by how much', async () => {
    const { fire, until, notifications } = routedAlerting({ route: routeOf() }, [team({ maxAlerts: 2 })]);
    await fire(a, b, c);
    await until(31);
    const [notification] = await notifications();
    expect(notification?.firing).toHaveLength(3);
    expect(notification?.data).toMatchObject({ version: '4', status: 'firing', truncatedAlerts: 1, alerts: [{ labels: a }, { labels: b }], commonLabels: { alertname: 'Down' }, groupKey: '{}:{alertname="Down"}' });
  });

  test('a tenant without a routing configuration has no groups and is told nothing', async () => {
    const { fire, until, told, groups, route } = routedAlerting({ route: routeOf() });
    route(undefined);
    await fire(a);
    await until(1000);
    expect([await groups(), await told()]).toEqual([[], []]);
  });
});

describe('delivery', () => {
  test('decisions are against what was delivered: what could not be is told again by the next flush, with what is new', async () => {
    const { fire, until, told, delivering } = routedAlerting({ route: routeOf() });
    delivering(({ flush }) => (flush === 1 ? 'dead' : 1));
    await fire(a);
    await until(100);
    await fire(b);
    await until(1000);
    expect(await told()).toEqual(['30 team first notification +a', '330 team first notification +a +b']);
  });

  test('what is still under way goes on when nothing has changed, and is superseded when something has', async () => {
    const { fire, until, told, delivering, notifications, work } = routedAlerting({ route: routeOf() });
    delivering(() => 'lost');
    await fire(a);
    await until(700);
    expect(await told()).toEqual(['30 team first notification +a']);
    await fire(b);
    await until(1000);
    expect((await notifications()).map(({ state }) => state)).toEqual(['superseded', 'requested']);
    expect(work.events.filter(({ type }) => type === 'alerting.notification.superseded')).toHaveLength(1);
  });

  test('what was superseded and arrived all the same is followed by the end of what it told', async () => {
    const { fire, resolve, until, told, delivering, groups } = routedAlerting({ route: routeOf() });
    delivering(({ flush }) => (flush === 1 ? 400 : 0));
    await fire(a);
    await until(60);
    await resolve(a);
    await until(1000);
    expect(await told()).toEqual(['30 team first notification +a', '630 team all alerts resolved -a']);
    expect(await groups()).toEqual([]);
  });

  test('alerts that are over stay until everybody has heard of it', async () => {
    const { fire, resolve, until, told, delivering, groups } = routedAlerting({ route: routeOf() }, [{ name: 'team', integrations: ['one', 'two'].map((id) => ({ id, kind: 'webhook', sendResolved: true })) }]);
    await fire(a);
    await until(60);
    await resolve(a);
    delivering(({ integrationId }) => (integrationId === 'two' ? 'dead' : 0));
    await until(400);
    expect((await groups()).map(({ alerts }) => alerts.length)).toEqual([1]);
    delivering(() => 0);
    await until(700);
    expect(await groups()).toEqual([]);
    // The one that has heard of it does not hear of it again.
    expect((await told()).slice(2)).toEqual(['330 team all alerts resolved -a', '330 team all alerts resolved -a', '630 team all alerts resolved -a']);
  });

  test('an alert that fires again while its end is delivered stays', async () => {
    const { fire, resolve, until, told, delivering, groups } = routedAlerting({ route: routeOf() });
    await fire(a);
    await until(60);
    await resolve(a);
    delivering(() => 30);
    await until(340);
    await fire(a);
    await until(700);
    expect(await told()).toEqual(['30 team first notification +a', '330 team all alerts resolved -a', '630 team first notification +a']);
    expect((await groups()).map(({ alerts }) => alerts.map(({ status }) => status))).toEqual([['firing']]);
  });

  test('the same timer, or the same report, again changes nothing', async () => {
    const { fire, until, told, handle, work } = routedAlerting({ route: routeOf() });
    await fire(a);
    await until(60);
    const before = work.events.length;
    for (const event of work.events.filter(({ type }) => type === 'alerting.group.flush_due').slice(0, 1)) await handle(event);
    const [notification] = work.events.filter(({ type }) => type === 'alerting.notification.requested');
    await handle({ type: 'notifications.delivery.succeeded', aggregateId: 'x', data: { notification_id: notification!.aggregateId, delivered_at: noon.toISOString() } });
    expect(work.events.length).toBe(before);
    expect(await told()).toHaveLength(1);
  });

  test('after an outage one flush makes up for all that were missed, on the same grid as before', async () => {
    const { fire, until, told, groups, at } = routedAlerting({ route: routeOf({ repeat: 600 }) });
    await fire(a);
    await until(60);
    at(4000);
    await until(4000);
    expect(await told()).toEqual(['30 team first notification +a', '4000 team repeat interval elapsed +a']);
    expect((await groups()).map(({ group }) => (group.nextFlushAt.getTime() - noon.getTime()) / 1000)).toEqual([4230]);
  });
});

describe('what keeps alerts quiet', () => {
  test('an alert that another one inhibits is told when that is over', async () => {
    const inhibit = [{ source: 'severity="critical"', target: 'severity="warning"', equal: ['service'] }];
    const { fire, resolve, until, told } = routedAlerting({ route: routeOf({ by: ['severity'] }), inhibit });
    const [critical, warning, other] = [{ severity: 'critical', service: 's', pod: 'up' }, { severity: 'warning', service: 's', pod: 'down' }, { severity: 'warning', service: 't', pod: 'other' }];
    await fire(critical, warning, other);
    await until(31);
    expect((await told()).sort()).toEqual(['30 team first notification +other', '30 team first notification +up']);
    await resolve(critical);
    await until(331);
    expect((await told()).slice(2).sort()).toEqual(['330 team all alerts resolved -up', '330 team new alerts added +down +other']);
  });

  test('alerts that match both sides do not inhibit each other, nor themselves; missing labels are equal', async () => {
    const inhibit = [{ source: 'severity=~"critical|warning"', target: 'severity="warning"', equal: ['zone'] }];
    const { fire, until, told } = routedAlerting({ route: routeOf({ by: [] }), inhibit });
    await fire({ severity: 'warning', pod: 'one' }, { severity: 'warning', pod: 'two' });
    await until(31);
    await fire({ severity: 'critical', pod: 'source' });
    await until(331);
    expect(await told()).toEqual(['30 team first notification +one +two', '330 team new alerts added +source']);
  });

  test('inside of a mute interval and outside of an active one nothing is told, and what ended meanwhile goes', async () => {
    const intervals = { lunch: [{ times: [{ startTime: '12:00', endTime: '12:10' }] }] };
    for (const [key, expected] of [['muteTimeIntervals', ['630 team first notification +a']], ['activeTimeIntervals', ['30 team first notification +a +b']]] as const) {
      const { fire, resolve, until, told } = routedAlerting({ route: routeOf({ [key]: ['lunch'] }), intervals });
      await fire(a, b);
      await until(40);
      await resolve(b);
      await until(640);
      expect((await told()).slice(0, 1)).toEqual(expected);
    }
  });
});

describe('a changed routing configuration', () => {
  test('places open alerts anew: other groups begin, those of gone routes end, and nothing is told twice', async () => {
    const { fire, until, told, groups, reroute } = routedAlerting({ route: routeOf() });
    await fire(a, b);
    await until(60);
    await reroute({ route: routeOf({ repeat: 7200, routes: [{ receiver: 'pods', matchers: parseMatchers('pod="a"') }] }) }, [team(), team({}, 'pods')]);
    await until(700);
    expect((await groups()).map(({ group, alerts }) => `${group.key} ${group.receiver} ${alerts.length}`).sort()).toEqual(['{}/{pod="a"}:{alertname="Down"} pods 1', '{}:{alertname="Down"} team 1']);
    expect(await told()).toEqual(['30 team first notification +a +b', '60 pods first notification +a']);
  });

  test('a shorter interval counts at once', async () => {
    const { fire, until, groups, reroute } = routedAlerting({ route: routeOf() });
    await fire(a);
    await until(60);
    await reroute({ route: routeOf({ every: 10 }) });
    expect((await groups()).map(({ group }) => (group.nextFlushAt.getTime() - noon.getTime()) / 1000)).toEqual([70]);
  });
});
