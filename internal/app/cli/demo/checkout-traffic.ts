import { setTimeout as sleep } from 'node:timers/promises';

/** Customers that go on asking the service for checkouts, whatever it answers. */
export interface CheckoutTraffic {
  stop(): Promise<void>;
}

/** Sends checkouts at a steady rate, without waiting for the answers of earlier ones. */
export function startCheckoutTraffic(serviceUrl: string, perSecond: number): CheckoutTraffic {
  const stopped = new AbortController();
  const { signal } = stopped;
  const customers = async (): Promise<void> => {
    while (!signal.aborted) {
      void fetch(`${serviceUrl}/checkout`, { method: 'POST', signal }).then((answer) => answer.arrayBuffer()).catch(() => undefined); // the service counts its failures
      await sleep(1000 / perSecond, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = customers();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
