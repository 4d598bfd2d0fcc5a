/** The routes of host and plugins. They come and go while the portal runs, so they stand in a table of their own behind Fastify's. */
import type { Http, RouteHandler, RouteOptions } from '@callboard/plugin/server';
import type { z } from 'zod';
import createRouter from 'find-my-way';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
  method: Method;
  /** Under which the plugin mounted it, such as `/api/catalog`. */
  mount: string;
  /** Inside the mount, such as `/entities/by-uid/:uid`. */
  path: string;
  plugin: string;
  options: RouteOptions<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;
  handler: (request: never) => unknown;
}

export class RouteTable {
  readonly #router = createRouter({ ignoreTrailingSlash: true, caseSensitive: true, maxParamLength: 2000 });
  readonly #routes = new Set<Route>();

  get routes(): Iterable<Route> {
    return this.#routes;
  }

  find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    const found = this.#router.find(method as Method, path);
    return found ? { route: found.store as Route, params: found.params as Record<string, string> } : undefined;
  }

  /** Whether any plugin answers under the mount of a path at all. */
  knowsMount(path: string): boolean {
    for (const route of this.#routes) if (path === route.mount || path.startsWith(`${route.mount}/`)) return true;
    return false;
  }

  /** @throws when the route is taken */
  add(route: Route): void {
    this.#router.on(route.method, `${route.mount}${route.path === '/' ? '' : route.path}`, () => undefined, route);
    this.#routes.add(route);
  }

  /** Takes away every route of a plugin. */
  removePlugin(plugin: string): void {
    for (const route of this.#routes) {
      if (route.plugin !== plugin) continue;
      this.#router.off(route.method, `${route.mount}${route.path === '/' ? '' : route.path}`);
      this.#routes.delete(route);
    }
  }
}

export interface HttpScopeOptions {
  plugin: string;
  mount: string;
  /** Prefixes that the manifest declares beside its own. */
  mounts: readonly string[];
  /** Permissions that the manifest declares. */
  permissions: ReadonlySet<string>;
}

/** The `http` that a plugin is given. A route without a declared permission is refused when it is added. */
export function createHttp(table: RouteTable, options: HttpScopeOptions): Http {
  const method =
    (name: Method): Http['get'] =>
    (path, routeOptions, handler) => {
      const { permission } = routeOptions;
      if (!permission) throw new Error(`${options.plugin}: the route ${name} ${path} names no permission`);
      if (permission !== 'public' && !options.permissions.has(permission)) throw new Error(`${options.plugin}: the route ${name} ${path} needs the permission ${permission}, which the manifest does not declare`);
      table.add({ method: name, mount: options.mount, path, plugin: options.plugin, options: routeOptions as Route['options'], handler: handler as RouteHandler<never, never, never> as Route['handler'] });
    };
  return {
    get: method('GET'),
    post: method('POST'),
    put: method('PUT'),
    patch: method('PATCH'),
    delete: method('DELETE'),
    at: (mount) => {
      if (!options.mounts.includes(mount)) throw new Error(`${options.plugin}: the manifest does not declare the mount ${mount}`);
      return createHttp(table, { ...options, mount });
    },
  };
}
