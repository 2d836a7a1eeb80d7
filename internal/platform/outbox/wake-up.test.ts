import { WakeUp } from './wake-up.ts';

describe('WakeUp', () => {
  test('ends the wait of one lane at a time', async () => {
    const wakeUp = new WakeUp();
    const woken: string[] = [];
    const first = wakeUp.wait(10_000).then(() => woken.push('first'));
    const second = wakeUp.wait(10_000).then(() => woken.push('second'));
    wakeUp.ring();
    await first;
    expect(woken).toEqual(['first']);
    wakeUp.ring();
    await second;
    expect(woken).toEqual(['first', 'second']);
  });

  test('lets nobody wait after the end, however many come late', async () => {
    const wakeUp = new WakeUp();
    const early = wakeUp.wait(10_000);
    wakeUp.ringForGood();
    await Promise.all([early, wakeUp.wait(10_000), wakeUp.wait(10_000)]);
    await wakeUp.wait(10_000);
  });

  test('keeps a ring that nobody heard', async () => {
    const wakeUp = new WakeUp();
    wakeUp.ring();
    await wakeUp.wait(10_000);
  });

  test('gives up waiting after the time given', async () => {
    await new WakeUp().wait(1);
  });
});
