/** A registry that answers as npm's does: what a package has, and its files. Private: only who has the token is answered. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface RegistryStandIn {
  url: string;
  publish(name: string, version: string, content: Buffer, integrity?: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startRegistry(token: string): Promise<RegistryStandIn> {
  const packages = new Map<string, Map<string, { content: Buffer; integrity: string }>>();
  const server = createServer((request, response) => {
    const [, name = '', file] =
      decodeURIComponent(request.url ?? '').match(/^\/(@[^/]+\/[^/]+|[^/]+)(?:\/-\/(.+))?$/) ?? [];
    const versions = packages.get(name);
    if (request.headers.authorization !== `Bearer ${token}` || !versions) return void response.writeHead(404).end('{}');
    if (file !== undefined) return void response.end(versions.get(file.replace('.tgz', ''))?.content);
    const about = [...versions].map(([version, { integrity }]) => [
      version,
      { dist: { tarball: `${url}/${name}/-/${version}.tgz`, integrity } },
    ]);
    const latest = [...versions.keys()].at(-1);
    response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(about) }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    publish: async (name, version, content, integrity) => {
      const sum = integrity ?? `sha512-${createHash('sha512').update(content).digest('base64')}`;
      const versions = packages.get(name) ?? new Map<string, { content: Buffer; integrity: string }>();
      packages.set(name, versions.set(version, { content, integrity: sum }));
    },
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
