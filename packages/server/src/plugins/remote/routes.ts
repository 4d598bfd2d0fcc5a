/** What services of remote plugins ask of the portal: whose word a token is. */
import { Reply, z, type Http } from '@callboard/plugin/server';
import type { ServiceKeys } from './keys.ts';

const body = z.strictObject({
  token: z.string().max(8000),
  audience: z.string().min(1).max(63).describe('Id of the plugin that asks: a token for another one is not valid.'),
});

export function addServiceRoutes(http: Http, keys: Pick<ServiceKeys, 'publicKeys' | 'verify'>): void {
  http.get(
    '/jwks.json',
    { permission: 'public', summary: 'Public keys of the tokens that services of plugins are asked with' },
    async () =>
      new Reply(200, JSON.stringify(await keys.publicKeys()), {
        'content-type': 'application/json',
        'cache-control': 'public, max-age=300',
      }),
  );
  http.post(
    '/introspect',
    {
      permission: 'public',
      summary: 'Whether a token that a service was asked with is valid',
      description: 'For services in languages that cannot check signatures: the answer has active, and the claims.',
      body,
    },
    async ({ body: { token, audience } }) => {
      const claims = await keys.verify(token, audience);
      return claims ? { active: true, ...claims } : { active: false };
    },
  );
}
