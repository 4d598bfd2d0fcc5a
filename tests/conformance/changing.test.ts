import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitServer } from '../../packages/server/src/sources/git/test-git-server.ts';
import { commitFiles, git, tempFolder } from '../../packages/server/src/sources/test-environment.ts';
import { databases, startPortal, type ConformancePortal } from './portal.ts';

const component = (name: string, more = '') => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ${name}}
spec: {type: service, lifecycle: production, owner: payments${more}}
`;
const generated = (target: string) => `generated-${createHash('sha1').update(`url:${target}`).digest('hex')}`;

async function eventually<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
    await new Promise((done) => setTimeout(done, 50));
  }
}

describe.each(databases)('changing the catalog, on $name', ({ url: database }) => {
  let portal: ConformancePortal;
  beforeAll(async () => {
    portal = await startPortal(database);
  });
  afterAll(async () => {
    await portal?.stop();
  });
  const entity = (ref: string) => portal.client.getEntityByRef(ref, portal.options);

  describe('files', () => {
    const file = () => join(portal.folder, 'payments/catalog-info.yaml');

    test('a refresh reads an entity again; uid stays, etag changes with the entity alone', async () => {
      const before = (await entity('component:default/ledger'))!;
      const other = (await entity('component:web/shop'))!;
      writeFileSync(
        file(),
        readFileSync(file(), 'utf8').replace('Remembers what was paid', 'Remembers what was paid and when'),
      );
      await portal.client.refreshEntity('component:default/ledger', portal.options);
      const after = (await eventually(
        () => entity('component:default/ledger'),
        (each) => each?.metadata.description === 'Remembers what was paid and when',
      ))!;
      expect(after.metadata.uid).toBe(before.metadata.uid);
      expect(after.metadata.etag).not.toBe(before.metadata.etag);
      expect((await entity('component:web/shop'))!.metadata.etag).toBe(other.metadata.etag);
    });

    test('a relation that comes or goes changes the etag on the other side', async () => {
      const before = (await entity('user:default/grace'))!;
      const teams = join(portal.folder, 'org/teams/payments.yaml');
      writeFileSync(teams, readFileSync(teams, 'utf8').replace('members: [ada]', 'members: [ada, grace]'));
      await portal.harvest();
      const after = (await entity('user:default/grace'))!;
      expect(after.relations).toEqual([{ type: 'memberOf', targetRef: 'group:default/payments' }]);
      expect(after.metadata.etag).not.toBe(before.metadata.etag);
    });

    test('an invalid new version leaves the last good one, with a status that says why', async () => {
      const good = readFileSync(file(), 'utf8');
      writeFileSync(file(), good.replace('  type: website\n', ''));
      await portal.harvest();
      const broken = (await entity('component:web/shop')) as Entity & { status?: { items: object[] } };
      expect(broken.spec?.type).toBe('website');
      expect(broken.status?.items).toEqual([
        {
          type: 'backstage.io/catalog-processing',
          level: 'error',
          message: expect.stringMatching(/^InputError: spec\.type is missing/) as string,
          error: { name: 'InputError', message: expect.any(String) as string },
        },
      ]);
      writeFileSync(file(), good);
      await portal.harvest();
      expect(await entity('component:web/shop')).not.toHaveProperty('status');
    });

    test('a renamed entity is found under its old name', async () => {
      writeFileSync(file(), readFileSync(file(), 'utf8').replace('name: shop', 'name: store'));
      await portal.harvest();
      expect((await entity('component:web/shop'))?.metadata.name).toBe('store');
      const { status, headers } = await portal.call('GET', '/api/catalog/entities/by-name/component/web/shop');
      expect([status, headers.get('location')]).toEqual([307, '../../component/web/store']);
    });

    test('refreshing what is not there is a 404', async () => {
      await expect(portal.client.refreshEntity('component:default/nobody', portal.options)).rejects.toMatchObject({
        body: { error: { name: 'NotFoundError', message: 'Entity component:default/nobody not found' } },
      });
    });

    test('a removed entity comes back when its file still says it; a removed file takes it along', async () => {
      const before = (await entity('component:default/lost'))!;
      await portal.client.removeEntityByUid(before.metadata.uid!, portal.options);
      const back = await eventually(
        () => entity('component:default/lost'),
        (each) => each !== undefined,
      );
      expect(back!.metadata.uid).not.toBe(before.metadata.uid);
      rmSync(join(portal.folder, 'broken/catalog-info.yaml'));
      await portal.harvest();
      expect(await entity('component:default/lost')).toBeUndefined();
      expect(
        (await portal.call('DELETE', '/api/catalog/entities/by-uid/8a6f0d4e-0000-4000-8000-000000000000')).status,
      ).toBe(204);
    });

    test('when the file that won a name lets go of it, the other one takes over', async () => {
      const [active] = (
        (await portal.call('GET', '/api/callboard/provenance?entityRef=component:default/ledger')).body as {
          claims: { path: string; repository: string }[];
        }
      ).claims;
      expect(active!.repository).toBe('payments');
      writeFileSync(file(), readFileSync(file(), 'utf8').replace('name: ledger\n', 'name: old-ledger\n'));
      await portal.harvest();
      expect((await entity('component:default/ledger'))?.metadata.description).toBe('Another ledger');
    });
  });

  describe('locations', () => {
    test('are registered, read, listed, asked for, and removed with what they brought', async () => {
      const target = `${portal.web.url}/one/catalog-info.yaml`;
      portal.web.files.set('/one/catalog-info.yaml', component('first'));
      const dry = await portal.client.addLocation({ target, dryRun: true }, portal.options);
      expect(dry).toMatchObject({ exists: false, location: { id: `url:${target}`, type: 'url', target } });
      expect(dry.entities.map((each) => `${each.kind}:${each.metadata.name}`).sort()).toEqual([
        'Component:first',
        `Location:${generated(target)}`,
      ]);
      expect((await portal.client.getLocations({}, portal.options)).items).toEqual([]);

      const { location, entities } = await portal.client.addLocation({ target }, portal.options);
      expect(location).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        type: 'url',
        target,
        entityRef: `location:default/${generated(target)}`,
      });
      expect(entities).toEqual([]);
      const first = (await eventually(
        () => entity('component:default/first'),
        (each) => each !== undefined,
      ))!;
      expect(first.metadata.annotations).toEqual({
        'backstage.io/managed-by-location': `url:${target}`,
        'backstage.io/managed-by-origin-location': `url:${target}`,
        'backstage.io/view-url': target,
        'backstage.io/source-location': `url:${portal.web.url}/one/`,
      });
      expect(await entity(location.entityRef)).toMatchObject({ kind: 'Location', spec: { type: 'url', target } });

      expect((await portal.call('GET', '/api/catalog/locations')).body).toEqual([{ data: location }]);
      expect((await portal.call('GET', `/api/catalog/locations/${location.id}`)).body).toEqual(location);
      expect(await portal.client.getLocationById(location.id, portal.options)).toEqual(location);
      expect(await portal.client.getLocationByRef(`url:${target}`, portal.options)).toEqual(location);
      expect(await portal.client.getLocationByEntity('component:default/first', portal.options)).toEqual(location);
      expect(await portal.client.getLocationByEntity('component:default/ledger', portal.options)).toBeUndefined();
      const ancestors = await portal.client.getEntityAncestors(
        { entityRef: 'component:default/first' },
        portal.options,
      );
      expect(ancestors.items.map((item) => item.parentEntityRefs)).toEqual([[location.entityRef], []]);

      expect((await portal.client.addLocation({ target, dryRun: true }, portal.options)).exists).toBe(true);
      await expect(portal.client.addLocation({ target }, portal.options)).rejects.toMatchObject({
        body: { error: { name: 'ConflictError', message: `Location url:${target} already exists` } },
      });
      portal.web.files.set('/one/catalog-info.yaml', component('first') + '---\n' + component('second'));
      expect((await portal.client.addLocation({ target, onConflict: 'refresh' }, portal.options)).location).toEqual(
        location,
      );
      await eventually(
        () => entity('component:default/second'),
        (each) => each !== undefined,
      );

      await portal.client.removeLocationById(location.id, portal.options);
      expect(await entity('component:default/first')).toBeUndefined();
      expect(await entity(location.entityRef)).toBeUndefined();
      expect(await portal.client.getLocationById(location.id, portal.options)).toBeUndefined();
    });

    test('may name further files, and a file that is gone for now loses nothing', async () => {
      const target = `${portal.web.url}/all.yaml`;
      portal.web.files.set(
        '/all.yaml',
        'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: everything}\nspec: {targets: [./parts/a.yaml, ./parts/b.yaml]}\n',
      );
      portal.web.files.set('/parts/a.yaml', component('part-a'));
      portal.web.files.set('/parts/b.yaml', component('part-b'));
      const { location } = await portal.client.addLocation({ target }, portal.options);
      await eventually(
        () => entity('component:default/part-b'),
        (each) => each !== undefined,
      );
      const { items } = await portal.client.getEntityAncestors(
        { entityRef: 'component:default/part-a' },
        portal.options,
      );
      expect(items.map((item) => item.entity.metadata.name)).toEqual(['part-a', 'everything', generated(target)]);
      portal.web.files.delete('/parts/b.yaml');
      await portal.harvest();
      expect(await entity('component:default/part-b')).toBeDefined();
      await portal.client.removeLocationById(location.id, portal.options);
      expect(await entity('component:default/part-a')).toBeUndefined();
    });

    test('can be pointed elsewhere and keep their id', async () => {
      portal.web.files.set('/x.yaml', component('from-x'));
      portal.web.files.set('/y.yaml', component('from-y'));
      const { location } = await portal.client.addLocation({ target: `${portal.web.url}/x.yaml` }, portal.options);
      const other = await portal.client.addLocation({ target: `${portal.web.url}/all.yaml` }, portal.options);
      await eventually(
        () => entity('component:default/from-x'),
        (each) => each !== undefined,
      );
      await expect(
        portal.client.updateLocation(location.id, { target: `${portal.web.url}/all.yaml` }, portal.options),
      ).rejects.toMatchObject({ body: { error: { name: 'ConflictError' } } });
      const updated = await portal.client.updateLocation(
        location.id,
        { target: `${portal.web.url}/y.yaml` },
        portal.options,
      );
      expect(updated).toEqual({
        id: location.id,
        type: 'url',
        target: `${portal.web.url}/y.yaml`,
        entityRef: location.entityRef,
      });
      await eventually(
        () => entity('component:default/from-y'),
        (each) => each !== undefined,
      );
      await eventually(
        () => entity('component:default/from-x'),
        (each) => each === undefined,
      );
      await expect(
        portal.client.updateLocation('none', { target: `${portal.web.url}/y.yaml` }, portal.options),
      ).rejects.toMatchObject({
        body: { error: { name: 'NotFoundError', message: 'Found no location with ID none' } },
      });
      for (const { id } of [location, other.location]) await portal.client.removeLocationById(id, portal.options);
    });

    test('are asked for page by page', async () => {
      const ids: string[] = [];
      for (const name of ['a', 'b', 'c']) {
        portal.web.files.set(`/many/${name}.yaml`, component(`many-${name}`));
        ids.push(
          (await portal.client.addLocation({ target: `${portal.web.url}/many/${name}.yaml` }, portal.options)).location
            .id,
        );
      }
      const first = await portal.client.queryLocations(
        { limit: 2, query: { target: { $hasPrefix: `${portal.web.url}/MANY/` } } },
        portal.options,
      );
      expect(first).toMatchObject({ totalItems: 3, pageInfo: { nextCursor: expect.any(String) as string } });
      const second = await portal.client.queryLocations({ cursor: first.pageInfo.nextCursor! }, portal.options);
      expect(second).toMatchObject({ totalItems: 3, pageInfo: {} });
      expect([...first.items, ...second.items].map((location) => location.id).sort()).toEqual([...ids].sort());
      const streamed: string[] = [];
      for await (const page of portal.client.streamLocations({ limit: 1, query: { type: 'url' } }, portal.options))
        streamed.push(...page.map((location) => location.id));
      expect(streamed.sort()).toEqual([...ids].sort());
      for (const id of ids) await portal.client.removeLocationById(id, portal.options);
    });

    test('that bring nothing good are refused in a dry run, with the reasons', async () => {
      const dry = (path: string) =>
        portal.call('POST', '/api/catalog/locations?dryRun=yes', { type: 'url', target: `${portal.web.url}${path}` });
      portal.web.files.set(
        '/bad.yaml',
        component('bad', ', dependsOn: [nothing]').replace('lifecycle: production, ', ''),
      );
      const bad = await dry('/bad.yaml');
      expect(bad).toMatchObject({ status: 400, body: { error: { name: 'InputError' } } });
      expect((bad.body as { error: { message: string } }).error.message).toContain('spec.lifecycle is missing');
      expect((await dry('/nowhere.yaml')).status).toBe(400);
    });

    test.each<[unknown, Record<string, string>, string]>([
      [{ type: 'file', target: '/etc/passwd' }, {}, 'Registered locations must be of an allowed type ["url"]'],
      [{}, {}, 'Empty request body'],
      [{ type: 'url', target: 'https://example.org/a.yaml', extra: 1 }, {}, 'Malformed request: '],
      [{ type: 'url' }, {}, 'Malformed request: '],
      [{ type: 'url', target: 'javascript:alert(1)' }, {}, 'Malformed request: '],
      ['{"type": "url"', {}, 'Malformed request: '],
      ['type=url', { 'content-type': 'text/plain' }, 'Illegal Content-Type'],
    ])('%j is refused', async (body, headers, message) => {
      const { status, body: answer } = await portal.call('POST', '/api/catalog/locations', body, headers);
      expect({ status, body: answer }).toMatchObject({
        status: 400,
        body: { error: { name: 'InputError', message: expect.stringContaining(message) as string } },
      });
    });

    test('of the configuration are no registered ones', async () => {
      expect(await portal.call('GET', '/api/catalog/locations/by-entity/component/default/ledger')).toMatchObject({
        status: 404,
        body: { error: { message: `Found no location with type file and target ${portal.folder}` } },
      });
      expect((await portal.call('DELETE', '/api/catalog/locations/none')).status).toBe(404);
    });
  });

  describe('checking before storing', () => {
    const valid = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'a' },
      spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
    };

    test('a valid entity is valid', async () => {
      expect(await portal.client.validateEntity(valid, 'url:https://example.org/a.yaml', portal.options)).toEqual({
        valid: true,
      });
      const { status, body } = await portal.call('POST', '/api/catalog/validate-entity', {
        entity: valid,
        location: 'url:https://example.org/a.yaml',
      });
      expect([status, body]).toEqual([200, '']);
      expect(await portal.client.getEntityByRef('component:default/a', portal.options)).toBeUndefined();
    });

    test('a placeholder does not make it invalid', async () => {
      const api = {
        ...valid,
        kind: 'API',
        spec: { ...valid.spec, type: 'openapi', definition: { $text: './openapi.yaml' } },
      };
      expect(await portal.client.validateEntity(api, 'url:https://example.org/a.yaml', portal.options)).toEqual({
        valid: true,
      });
    });

    test('an invalid one is told with all its errors', async () => {
      const result = await portal.client.validateEntity(
        { ...valid, metadata: { name: 'a b', tags: ['A'] } },
        'url:https://example.org/a.yaml',
        portal.options,
      );
      expect(result).toMatchObject({ valid: false });
      const errors = 'errors' in result ? result.errors : [];
      expect(errors.map((error) => error.name)).toEqual(['InputError', 'InputError']);
      expect(errors[0]!.message).toMatch(
        /^Policy check failed for component:default\/a b; caused by Error: "metadata\.name" is not valid; expected .+ but found "a b"\./,
      );
    });

    test('the location must be a URL', async () => {
      expect(
        (await portal.call('POST', '/api/catalog/validate-entity', { entity: valid, location: 'file:/a' })).status,
      ).toBe(400);
    });

    test('a file that can be registered is shown', async () => {
      const target = `${portal.web.url}/shown/catalog-info.yaml`;
      portal.web.files.set('/shown/catalog-info.yaml', component('shown'));
      const analysis = await portal.client.analyzeLocation({ location: { type: 'url', target } }, portal.options);
      expect(analysis.generateEntities).toEqual([]);
      expect(analysis.existingEntityFiles).toMatchObject([
        {
          location: { type: 'url', target },
          isRegistered: false,
          entity: { kind: 'Component', metadata: { name: 'shown' } },
        },
      ]);
      expect(
        await portal.call('POST', '/api/catalog/analyze-location', { location: { type: 'url', target: 'nonsense' } }),
      ).toMatchObject({ status: 400, body: { error: { message: 'The given location.target is not a URL' } } });
    });

    test('a repository is shown with all its files, and a folder of it with its own', async () => {
      const root = tempFolder();
      commitFiles(
        join(root, 'work'),
        {
          'catalog-info.yaml': component('at-the-top'),
          'services/one/catalog-info.yaml': component('further-down'),
          'notes.yaml': 'not: a descriptor\n',
        },
        'Describe it',
      );
      git(root, 'clone', '--quiet', '--bare', join(root, 'work'), join(root, 'team/things'));
      const server = await startGitServer({ root });
      const { port } = new URL(server.url);
      const namesAt = async (target: string) => {
        const analysis = await portal.client.analyzeLocation({ location: { type: 'url', target } }, portal.options);
        return analysis.existingEntityFiles.map(({ entity }) => entity.metadata.name).toSorted();
      };
      try {
        const repository = `http://127.0.0.1:${port}/team/things`;
        expect(await namesAt(repository)).toEqual(['at-the-top', 'further-down']);
        expect(await namesAt(`${repository}/tree/main/services`)).toEqual(['further-down']);
      } finally {
        await server.close();
        rmSync(root, { recursive: true, force: true });
      }
    });
  });
});

describe.each(databases)('a portal that is read only, on $name', ({ url: database }) => {
  test('refuses to change locations, and still tries them', async () => {
    const portal = await startPortal(database, { catalog: { readonly: true } });
    try {
      const target = `${portal.web.url}/catalog-info.yaml`;
      portal.web.files.set('/catalog-info.yaml', component('x'));
      await expect(portal.client.addLocation({ target }, portal.options)).rejects.toMatchObject({
        body: { error: { name: 'NotAllowedError', message: 'This operation not allowed in readonly mode' } },
      });
      await expect(portal.client.removeLocationById('x', portal.options)).rejects.toMatchObject({
        body: { error: { name: 'NotAllowedError' } },
      });
      expect((await portal.client.addLocation({ target, dryRun: true }, portal.options)).entities).toHaveLength(2);
    } finally {
      await portal.stop();
    }
  });
});
