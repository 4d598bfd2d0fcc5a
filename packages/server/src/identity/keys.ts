/** The key that guest tokens are signed with: made once, kept in the database, the same for all replicas. */
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Database } from '../storage/database.ts';

export const TOKEN_TYPE = 'vnd.backstage.user';
export const TOKEN_SECONDS = 3600;

export interface TokenKeys {
  publicKeys(): { keys: JWK[] };
  sign(subject: string, ownership: string[]): Promise<string>;
  /** @throws when the token is not one of ours, or has expired */
  verify(token: string): Promise<{ subject: string; ownership: string[]; expires: number }>;
}

export async function openTokenKeys(database: Database, issuer: string): Promise<TokenKeys> {
  const jwk = await loadKey(database);
  const privateKey = (await importJWK(jwk, 'ES256')) as CryptoKey;
  const { d: _private, ...publicJwk } = jwk;
  const publicKey = (await importJWK(publicJwk, 'ES256')) as CryptoKey;
  return {
    publicKeys: () => ({ keys: [publicJwk] }),
    sign: (subject, ownership) =>
      new SignJWT({ ent: ownership })
        .setProtectedHeader({ typ: TOKEN_TYPE, alg: 'ES256', kid: jwk.kid! })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience('backstage')
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_SECONDS}s`)
        .sign(privateKey),
    verify: async (token) => {
      const { payload } = await jwtVerify(token, publicKey, {
        audience: 'backstage',
        typ: TOKEN_TYPE,
        algorithms: ['ES256'],
      });
      return {
        subject: payload.sub!,
        ownership: (payload['ent'] as string[] | undefined) ?? [payload.sub!],
        expires: payload.exp!,
      };
    },
  };
}

async function loadKey(database: Database): Promise<JWK> {
  const stored = () =>
    database.read.selectFrom('meta').select('value').where('key', '=', 'token-key').executeTakeFirst();
  const known = await stored();
  if (known) return JSON.parse(known.value) as JWK;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: crypto.randomUUID() };
  // Replicas that start together: the first key stands.
  await database.write((writer) =>
    writer
      .insertInto('meta')
      .values({ key: 'token-key', value: JSON.stringify(jwk) })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute(),
  );
  return JSON.parse((await stored())!.value) as JWK;
}
