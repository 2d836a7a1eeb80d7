import type { Operations } from '#internal/platform/http';
import type { AckLinkState, AcknowledgeByLink, ViewAckLink } from '../service/acknowledge-by-link.ts';
import { ACKNOWLEDGE_HEADERS, acknowledgePage } from './acknowledge-page.ts';

interface Use {
  readonly viewAckLink: ViewAckLink;
  readonly acknowledgeByLink: AcknowledgeByLink;
}

const answer = (link: AckLinkState) => ({ status: 200 as const, headers: ACKNOWLEDGE_HEADERS, mediaType: 'text/html' as const, body: acknowledgePage(link) });

/** Links in messages: what a person sees who follows one, signed in or not. */
export const acknowledgeOperations = (use: Use): Pick<Operations, keyof Use> => ({
  viewAckLink: async ({ path, correlationId }) => answer(await use.viewAckLink(path.ackToken, { correlationId })),
  acknowledgeByLink: async ({ path, correlationId }) => answer(await use.acknowledgeByLink(path.ackToken, { correlationId })),
});
