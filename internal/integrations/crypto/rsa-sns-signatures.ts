import { verify, X509Certificate } from 'node:crypto';
import type { SnsSignatures } from '../ports/sns-gateway.ts';

/** Signatures of SNS by its certificates. */
export const rsaSnsSignatures: SnsSignatures = {
  verify({ text, signature, version }, pem, now) {
    try {
      const certificate = new X509Certificate(pem);
      if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) return false;
      return verify(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text, 'utf8'), certificate.publicKey, Buffer.from(signature, 'base64'));
    } catch {
      return false; // no certificate, or no RSA key in it
    }
  },
};
