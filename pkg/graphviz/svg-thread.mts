import { parentPort } from 'node:worker_threads';
import { instance } from '@viz-js/viz';

/** What a drawing became. */
export type SvgReply = { readonly svg: string } | { readonly problem: string };

const viz = await instance();
parentPort?.on('message', (dot: string) => {
  const drawn = viz.render(dot, { format: 'svg', engine: 'dot' });
  const reply: SvgReply = drawn.status === 'success' ? { svg: drawn.output } : { problem: drawn.errors.map(({ message }) => message).join('; ') };
  parentPort?.postMessage(reply);
});
parentPort?.postMessage(undefined);
