/** Sign-in as a guest, and the keys and claims that go with it. */
import { CallboardError } from '@callboard/core';
import type { Http } from '@callboard/plugin/server';
import { checkGuest, GUEST, type GuestRequest, type GuestRules } from './guest.ts';
import { TOKEN_SECONDS, type TokenKeys } from './keys.ts';

export interface IdentityRouteOptions {
  keys: TokenKeys;
  guests: GuestRules;
  issuer: string;
}

export function addIdentityRoutes(http: Http, { keys, guests, issuer }: IdentityRouteOptions): void {
  const signIn = async (request: GuestRequest) => {
    if (!guests.allowed) throw new CallboardError('not-found', 'Guest sign-in is off');
    checkGuest(request, guests);
    return {
      profile: { displayName: 'Guest' },
      backstageIdentity: {
        token: await keys.sign(GUEST, [GUEST]),
        expiresInSeconds: TOKEN_SECONDS,
        identity: { type: 'user', userEntityRef: GUEST, ownershipEntityRefs: [GUEST] },
      },
    };
  };
  http.post('/guest/refresh', { permission: 'public', summary: 'Sign in as a guest' }, signIn);
  http.get('/guest/refresh', { permission: 'public', summary: 'Sign in as a guest' }, signIn);
  http.get('/.well-known/jwks.json', { permission: 'public', summary: 'Public keys of user tokens' }, () =>
    keys.publicKeys(),
  );
  http.get('/.well-known/openid-configuration', { permission: 'public', summary: 'Where keys and claims are' }, () => ({
    issuer,
    token_endpoint: `${issuer}/v1/token`,
    userinfo_endpoint: `${issuer}/v1/userinfo`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    scopes_supported: ['openid'],
    token_endpoint_auth_methods_supported: [],
    claims_supported: ['sub', 'ent'],
    grant_types_supported: [],
  }));
  http.get('/v1/userinfo', { permission: 'user.read', summary: 'Who I am' }, ({ identity }) => ({
    claims: { sub: identity.subject, ent: identity.ownership },
  }));
}
