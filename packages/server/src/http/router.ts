/** The routes of host and plugins. They come and go while the portal runs, so they stand in a table of their own behind Fastify's. */
import type { Http, RouteHandler, RouteOptions } from '@callboard/plugin/server';
import createRouter from 'find-my-way';
import type { z } from 'zod';
import { LARGEST_BODY } from './body.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Whose the routes are that come with the host itself. */
export const HOST = 'callboard';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const PATH = /^\/[\w.~:/-]*\*?$/;

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
  #router = newRouter();
  readonly #routes = new Set<Route>();
  #revision = 0;

  get routes(): Iterable<Route> {
    return this.#routes;
  }

  /** Another number whenever routes have come or gone. */
  get revision(): number {
    return this.#revision;
  }

  find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    const found = this.#router.find(method as Method, path);
    return found ? { route: found.store as Route, params: found.params as Record<string, string> } : undefined;
  }

  methodsOf(path: string): string[] {
    return METHODS.filter((method) => this.find(method, path)).flatMap((method) =>
      method === 'GET' ? ['GET', 'HEAD'] : [method],
    );
  }

  /** Whether any plugin answers under the mount of a path at all. */
  knowsMount(path: string): boolean {
    for (const route of this.#routes) if (path === route.mount || path.startsWith(`${route.mount}/`)) return true;
    return false;
  }

  /** @throws when the route is taken */
  add(route: Route): void {
    const path = pathOf(route);
    const taken = [...this.#routes].find(
      (other) => other.method === route.method && shapeOf(pathOf(other)) === shapeOf(path),
    );
    if (taken) throw new Error(`the route ${route.method} ${path} is taken by the plugin ${taken.plugin}`);
    this.#enter(route);
    this.#routes.add(route);
    this.#revision += 1;
  }

  /** Takes away every route of a plugin. */
  removePlugin(plugin: string): void {
    for (const route of this.#routes) if (route.plugin === plugin) this.#routes.delete(route);
    // The library would build everything anew for each route that goes.
    this.#router = newRouter();
    for (const route of this.#routes) this.#enter(route);
    this.#revision += 1;
  }

  #enter(route: Route): void {
    this.#router.on(route.method, pathOf(route), () => undefined, route);
  }
}

function newRouter() {
  return createRouter({ ignoreTrailingSlash: true, caseSensitive: true, maxParamLength: 2000 });
}

export interface HttpScopeOptions {
  plugin: string;
  mount: string;
  /** Prefixes that the manifest declares beside its own. */
  mounts: readonly string[];
  /** Permissions that the manifest declares. */
  permissions: ReadonlySet<string>;
  /** @throws when the plugin has ended */
  checkOpen(): void;
}

/** The `http` that a plugin is given. A route without a declared permission is refused when it is added. */
export function createHttp(table: RouteTable, options: HttpScopeOptions): Http {
  const method = (name: Method): Http['get'] => {
    return (path, routeOptions, handler) => {
      options.checkOpen();
      const problem = problemOf(path, routeOptions, options.permissions);
      if (problem) throw new Error(`${options.plugin}: the route ${name} ${path} ${problem}`);
      table.add({
        method: name,
        mount: options.mount,
        path,
        plugin: options.plugin,
        options: routeOptions as Route['options'],
        handler: handler as RouteHandler<never, never, never> as Route['handler'],
      });
    };
  };
  return {
    get: method('GET'),
    post: method('POST'),
    put: method('PUT'),
    patch: method('PATCH'),
    delete: method('DELETE'),
    at: (mount) => {
      if (!options.mounts.includes(mount))
        throw new Error(`${options.plugin}: the manifest does not declare the mount ${mount}`);
      return createHttp(table, { ...options, mount });
    },
  };
}

function problemOf(
  path: string,
  { permission, bodyLimit }: { permission: string; bodyLimit?: number },
  permissions: ReadonlySet<string>,
): string | undefined {
  if (!PATH.test(path)) return 'is no path such as /things/:id';
  if (!permission) return 'names no permission';
  if (permission !== 'public' && !permissions.has(permission))
    return `needs the permission ${permission}, which the manifest does not declare`;
  if (bodyLimit !== undefined && bodyLimit > LARGEST_BODY)
    return `takes bodies of ${bodyLimit} bytes; ${LARGEST_BODY} are the most`;
  return undefined;
}

function pathOf({ mount, path }: Pick<Route, 'mount' | 'path'>): string {
  return `${mount}${path === '/' ? '' : path}`;
}

/** Routes that differ only in the names of their parameters, or in a slash at the end, are one. */
function shapeOf(path: string): string {
  return path.replace(/:\w+/g, ':').replace(/\/$/, '');
}
