import type { ConfigDecoder, ConfigValue } from './config-decoder.ts';
import { atMostOne, isGiven, objectOf, textOf } from './config-values.ts';

/** The rules of `http_config` (`HTTPClientConfig.Validate` of prometheus/common). */
export function checkHttpConfig(decoder: ConfigDecoder, value: ConfigValue | undefined, path: string): void {
  if (value === undefined || value === null) return;
  const http = objectOf(value);
  const has = (field: string): boolean => isGiven(http[field]);
  const refuse = (message: string): void => decoder.problem(path, message);
  const authorization = objectOf(http['authorization']);
  const [basic, oauth2] = [objectOf(http['basic_auth']), objectOf(http['oauth2'])];
  const bearer = has('bearer_token') || has('bearer_token_file');
  atMostOne(decoder, http, ['bearer_token', 'bearer_token_file'], path);
  if ((has('basic_auth') || has('oauth2')) && bearer) refuse('at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured');
  atMostOne(decoder, basic, ['username', 'username_file', 'username_ref'], path);
  atMostOne(decoder, basic, ['password', 'password_file', 'password_ref'], path);
  if (has('authorization')) {
    if (bearer) refuse('authorization is not compatible with bearer_token & bearer_token_file');
    atMostOne(decoder, authorization, ['credentials', 'credentials_file', 'credentials_ref'], path);
    if (textOf(authorization['type']).trim().toLowerCase() === 'basic') refuse('authorization type cannot be set to "basic", use "basic_auth" instead');
    if (has('basic_auth') || has('oauth2')) refuse('at most one of basic_auth, oauth2 & authorization must be configured');
  }
  if (has('oauth2')) {
    if (has('basic_auth')) refuse('at most one of basic_auth, oauth2 & authorization must be configured');
    if (!isGiven(oauth2['client_id'])) refuse('oauth2 client_id must be configured');
    if (!isGiven(oauth2['token_url'])) refuse('oauth2 token_url must be configured');
    if (textOf(oauth2['grant_type']) === '') atMostOne(decoder, oauth2, ['client_secret', 'client_secret_file', 'client_secret_ref'], path);
  }
  if (http['proxy_from_environment'] === true && (has('proxy_url') || has('no_proxy'))) refuse(`if proxy_from_environment is configured, ${has('proxy_url') ? 'proxy_url' : 'no_proxy'} must not be configured`);
  if (has('no_proxy') && !has('proxy_url') && http['proxy_from_environment'] !== true) refuse('if no_proxy is configured, proxy_url must also be configured');
}
