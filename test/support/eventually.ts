import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until `done` says yes, and gives back the last answer. Throws, with that answer, after `withinMs`. */
export async function eventually<Answer>(ask: () => Promise<Answer>, done: (answer: Answer) => boolean, withinMs = 20_000): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms; the last answer was ${JSON.stringify(answer)}`);
    await pause(100);
  }
}
