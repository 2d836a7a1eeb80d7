/** What SNS is asked over https. Both throw `unavailable` when it does not answer as it should. */
export interface SnsGateway {
  /** A certificate as PEM text, kept for a while. */
  certificate(url: string): Promise<string>;
  /** Confirms a subscription. */
  confirm(url: string): Promise<void>;
}

/** Checks signatures of SNS. */
export interface SnsSignatures {
  /** Version 1 is SHA-1, version 2 SHA-256, both with RSA; false as well for a certificate that is not valid at that time. */
  verify(signed: { readonly text: string; readonly signature: string; readonly version: '1' | '2' }, certificate: string, now: Date): boolean;
}
