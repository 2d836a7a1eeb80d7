/** Issuer of the shared identity provider, which has the people of `keycloak/realm-orchestrix.json`. */
export function testIssuer(): string {
  const issuer = process.env['ORX_TEST_OIDC_ISSUER'];
  if (issuer === undefined) throw new Error('ORX_TEST_OIDC_ISSUER is not set: only tests that the project `stack` of jest.config.cjs runs have an identity provider');
  return issuer;
}
