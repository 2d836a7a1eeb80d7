import { byProperty, list, literal, object, text, textOr, type Shape } from './json-shape.ts';
import { literalUri, uri } from './uri-shapes.ts';

/* Addresses, how one authenticates there, and what lies there. */

const reference = object({ use: text(/./, 'must not be empty') }, ['use']);
/** Properties, or the name of the secret that holds them. */
const orSecret = (properties: Shape): Shape => (value, pointer, faults) => {
  const named = typeof value === 'object' && value !== null && Object.hasOwn(value, 'use');
  (named ? reference : properties)(value, pointer, faults);
};
const credentials = orSecret(object({ username: text(), password: text() }, ['username', 'password']));
const token = object({ token: text(), type: text() }, ['token', 'type']);
const oauth2 = {
  authority: literalUri,
  grant: literal('authorization_code', 'client_credentials', 'password', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'),
  client: object({
    id: text(),
    secret: text(),
    assertion: text(),
    authentication: literal('client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'),
  }),
  request: object({ encoding: literal('application/x-www-form-urlencoded', 'application/json') }),
  issuers: list(text()),
  scopes: list(text()),
  audiences: list(text()),
  username: text(),
  password: text(),
  subject: token,
  actor: token,
};
const policies = {
  basic: object({ basic: credentials }),
  bearer: object({ bearer: orSecret(object({ token: text() }, ['token'])) }),
  digest: object({ digest: credentials }),
  oauth2: object({ oauth2: orSecret(object({ ...oauth2, endpoints: object({ token: literalUri, revocation: literalUri, introspection: literalUri }) }, ['authority', 'grant'])) }),
  oidc: object({ oidc: orSecret(object(oauth2, ['authority', 'grant'])) }),
};
export const authentication = byProperty(policies);
export const authenticationOrName = byProperty({ use: reference, ...policies });
export const endpoint = textOr(uri, object({ uri, authentication: authenticationOrName }, ['uri']));
export const externalResource = object({ name: text(), endpoint }, ['endpoint']);
