/** Encrypts the signing secrets of escalation webhooks at rest; a text sealed for one policy does not open for another. */
export interface WebhookSecrets {
  seal(owner: { readonly tenantId: string; readonly name: string }, secret: string): Promise<string>;
  open(owner: { readonly tenantId: string; readonly name: string }, sealed: string): Promise<string>;
}
