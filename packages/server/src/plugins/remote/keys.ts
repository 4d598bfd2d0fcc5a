/** The keys that requests to remote plugins are signed with: kept in the database for all replicas, and changed now and then. */
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Database } from '../../storage/database.ts';

/** In whose name a service is asked, and for what. */
export interface ServiceClaims {
  /** Id of the plugin. */
  audience: string;
  /** Reference of the person; the portal itself where nobody in particular asks. */
  subject: string;
  /** What the person belongs to. */
  ownership: readonly string[];
  /** Reference of the entity that it is about. */
  entity?: string | undefined;
}

export interface ServiceKeys {
  publicKeys(): Promise<{ keys: JWK[] }>;
  sign(claims: ServiceClaims): Promise<string>;
  /** @returns what the token says, when it is ours, still good and meant for the audience */
  verify(token: string, audience: string): Promise<Record<string, unknown> | undefined>;
}

interface StoredKey {
  jwk: JWK & { kid: string };
  /** Milliseconds of the moment from which on it signs. */
  from: number;
}

export const SERVICE_TOKEN_SECONDS = 60;
const TYPE = 'callboard-service+jwt';
const NAME = 'service-keys';
const HOUR = 3_600_000;
/** A key signs for so long … */
const TERM = 30 * 24 * HOUR;
/** … and is told this long before, and after, so that whoever keeps our keys has it. */
const OVERLAP = HOUR;
/** Milliseconds after which the database is asked for keys of other replicas. */
const FRESH = 5 * 60_000;

/** @param issuer URL under which people reach the portal */
export function openServiceKeys(database: Database, issuer: string, now: () => number = Date.now): ServiceKeys {
  let known: { keys: StoredKey[]; at: number } | undefined;
  const imported = new Map<string, Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }>>();

  async function current(age = FRESH): Promise<StoredKey[]> {
    if (!known || now() - known.at >= age) known = { keys: await rotated(database, now()), at: now() };
    return known.keys;
  }

  function keysOf({ jwk }: StoredKey) {
    let pair = imported.get(jwk.kid);
    if (!pair) imported.set(jwk.kid, (pair = importPair(jwk)));
    return pair;
  }

  return {
    publicKeys: async () => ({ keys: (await current(0)).map(({ jwk }) => publicPart(jwk)) }),
    sign: async ({ audience, subject, ownership, entity }) => {
      const key = (await current()).findLast(({ from }) => from <= now()) ?? (await current())[0]!;
      const seconds = Math.floor(now() / 1000);
      return new SignJWT({ ent: [...ownership], ...(entity === undefined ? {} : { entity }) })
        .setProtectedHeader({ typ: TYPE, alg: 'ES256', kid: key.jwk.kid })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + SERVICE_TOKEN_SECONDS)
        .setJti(crypto.randomUUID())
        .sign((await keysOf(key)).privateKey);
    },
    verify: async (token, audience) => {
      const find = async (kid: unknown) =>
        (await current()).find(({ jwk }) => jwk.kid === kid) ??
        (await current(1000)).find(({ jwk }) => jwk.kid === kid);
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = await find(kid);
            if (!key) throw new Error('no key of ours');
            return (await keysOf(key)).publicKey;
          },
          { issuer, audience, typ: TYPE, algorithms: ['ES256'], currentDate: new Date(now()) },
        );
        return payload;
      } catch {
        // Why is nobody's business who may have made it up.
        return undefined;
      }
    },
  };
}

function publicPart({ d: _private, ...jwk }: JWK): JWK {
  return jwk;
}

async function importPair(jwk: JWK): Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }> {
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'ES256'), importJWK(publicPart(jwk), 'ES256')]);
  return { privateKey: privateKey as CryptoKey, publicKey: publicKey as CryptoKey };
}

/** The keys that are told, the newest last; makes the next one when it is time, and forgets those that signed long ago. */
async function rotated(database: Database, now: number): Promise<StoredKey[]> {
  const text = await stored(database);
  const keys = text === undefined ? [] : (JSON.parse(text) as StoredKey[]);
  const last = keys.at(-1);
  const told = keys.filter((_key, index) => (keys[index + 1]?.from ?? Infinity) + OVERLAP > now);
  if (last && now < last.from + TERM - OVERLAP && told.length === keys.length) return keys;
  const next = last && now < last.from + TERM - OVERLAP ? [] : [await newKey(last ? now + OVERLAP : now)];
  const value = JSON.stringify([...told, ...next]);
  // Of replicas that come to this together one is first, and the others take what it made.
  await database.write(async (writer) => {
    if (text === undefined)
      await writer
        .insertInto('meta')
        .values({ key: NAME, value })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    else await writer.updateTable('meta').set({ value }).where('key', '=', NAME).where('value', '=', text).execute();
  });
  return JSON.parse((await stored(database))!) as StoredKey[];
}

async function stored(database: Database): Promise<string | undefined> {
  return (await database.read.selectFrom('meta').select('value').where('key', '=', NAME).executeTakeFirst())?.value;
}

async function newKey(from: number): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { jwk: { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: crypto.randomUUID() }, from };
}
