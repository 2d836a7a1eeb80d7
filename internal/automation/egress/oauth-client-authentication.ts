import { createPrivateKey, type KeyObject } from 'node:crypto';
import { importPKCS8 } from 'jose';
import * as openid from 'openid-client';
import { invalid } from '#pkg/apperror';
import type { OAuth2Settings } from '../domain/definition.ts';

type Client = NonNullable<OAuth2Settings['client']>;

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * How the client shows at the token endpoint who it is; `client_secret_post` unless the definition says otherwise. The `assertion` of
 * `private_key_jwt` is either a signed one (RFC 7523) or the private key (PKCS #8, PEM) with which one is signed for each request.
 */
export async function clientAuthentication({ id, secret, assertion, authentication }: Client): Promise<openid.ClientAuth> {
  const method = authentication ?? (secret === undefined ? 'none' : 'client_secret_post');
  if (id === undefined && method !== 'none') throw invalid('client/id', `is needed for ${method}`);
  if (method === 'none') return openid.None();
  if (method === 'private_key_jwt') {
    if (assertion === undefined) throw invalid('client/assertion', 'is needed for private_key_jwt');
    return assertion.includes('-----BEGIN') ? openid.PrivateKeyJwt(await signingKey(assertion)) : readyAssertion(assertion);
  }
  if (secret === undefined) throw invalid('client/secret', `is needed for ${method}`);
  if (method === 'client_secret_basic') return openid.ClientSecretBasic(secret);
  return method === 'client_secret_jwt' ? openid.ClientSecretJwt(secret) : openid.ClientSecretPost(secret);
}

const readyAssertion =
  (assertion: string): openid.ClientAuth =>
  (_server, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', ASSERTION_TYPE);
    body.set('client_assertion', assertion);
  };

async function signingKey(pem: string): Promise<openid.CryptoKey> {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw invalid('client/assertion', 'is no private key in PEM');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const curves: Readonly<Record<string, string>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };
  const algorithm = type === 'rsa' ? 'RS256' : type === 'ed25519' ? 'Ed25519' : curves[details?.namedCurve ?? ''];
  if (algorithm === undefined) throw invalid('client/assertion', 'is a private key of a kind that is not supported: RSA, P-256, P-384, P-521 and Ed25519 are');
  return importPKCS8(key.export({ type: 'pkcs8', format: 'pem' }).toString(), algorithm);
}
