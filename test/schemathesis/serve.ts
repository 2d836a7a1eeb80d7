/**
 * Starts the product on servers of its own, prints one line of JSON, `{"address": …, "issuer": …, "executions": […]}`, and runs until its input ends.
 * For scripts/fuzz.mjs.
 */
import { testIssuer } from '../support/test-issuer.ts';
import { testUrls } from '../support/test-databases.ts';
import { startProduct } from '../support/product.ts';
import { oneOfEverything } from '../support/product-entities.ts';
import { startSampleService } from '../support/product-service.ts';
import { allPeers, startPeers, stopPeers } from '../support/peers.ts';
import { testTemporalAddress } from '../support/temporal.ts';

async function serve(): Promise<void> {
  await startPeers(allPeers);
  const { admin, app, relay } = testUrls;
  const issuer = testIssuer();
  const product = await startProduct({ urls: { admin, app, relay }, temporalAddress: testTemporalAddress(), issuer });
  // So that there is something to read, to change and to take from each other.
  const service = await startSampleService();
  for (const [person, mark] of [['ana', 'acme-seed'], ['bob', 'globex-seed']] as const) await oneOfEverything(await product.as(person), { mark, serviceUrl: service.url });
  const { items: executions } = (await (await product.as('ana')).call('listExecutions')).body;
  process.stdout.write(`${JSON.stringify({ address: product.address, issuer, executions: executions.map(({ id }) => id) })}\n`);
  await new Promise((resolve) => process.stdin.once('end', resolve).resume());
  await product.stop();
  await service.stop();
}

serve()
  .finally(stopPeers)
  .then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
