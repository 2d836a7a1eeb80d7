export { type SignedMessage, type SigningTerms, webhookHeaders } from './webhook-signature.ts';
