import type { JsonObject } from '#internal/kernel';

/** A definition in which every kind of task, jump, handler and compensation stands once. */
export const everyTask: JsonObject = {
  document: { dsl: '1.0.3', namespace: 'test', name: 'every-task', version: '1.0.0' },
  do: [
    { prepare: { set: '${ . + { tries: 0 } }' } },
    { choose: { switch: [{ big: { when: '.size > 10', then: 'drain' } }, { none: { when: '.size == 0', then: 'end' } }, { otherwise: { then: 'settle' } }] } },
    {
      drain: {
        call: 'http', with: { method: 'post', endpoint: 'https://lb.example/drain/{host}' },
        metadata: { orchestrix: { approval: { required: 2 } } },
        compensate: { do: [{ refill: { call: 'http', with: { method: 'post', endpoint: 'https://lb.example/fill/{host}' } } }] },
      },
    },
    { settle: { wait: { seconds: 30 } } },
    {
      each: {
        for: { each: 'pod', in: '${ .pods }' },
        do: [{ restart: { run: { shell: { command: 'kubectl delete pod "$POD"' } }, metadata: { orchestrix: { ticket: { capabilities: ['kubernetes'] } } } } }, { note: { emit: { event: { with: { type: 'com.example.restarted', source: 'https://orchestrix' } } } } }],
      },
    },
    {
      guarded: {
        try: [{ check: { call: 'http', with: { method: 'get', endpoint: 'https://shop.example/health' } } }, { refuse: { if: '.ok | not', raise: { error: { type: 'https://example.com/errors/sick', status: 503, title: 'Sick' } } } }],
        catch: { errors: { with: { status: 503 } }, do: [{ tell: { call: 'http', with: { method: 'post', endpoint: 'https://chat.example/hook' } } }] },
      },
    },
    { both: { fork: { branches: [{ left: { do: [{ one: { set: { a: 1 } } }, { two: { set: { b: 2 } } }] } }, { right: { wait: 'PT5S' } }] } } },
    { hear: { listen: { to: { one: { with: { type: 'com.example.ready' } } } } } },
    { finish: { do: [{ leave: { set: { done: true }, then: 'exit' } }] } },
  ],
};
