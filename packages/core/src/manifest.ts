import { z } from 'zod';

const identifier = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, starting with a letter');
const modulePath = z.string().regex(/^\.\/[\w./-]+$/, 'a path inside the plugin that starts with ./').refine((path) => !path.includes('..'), 'must not contain ..');
const viewName = z.string().regex(/^[A-Z]\w*$/, 'the name of an exported component');
const permissionId = z.string().regex(/^[a-z][\w.-]*$/);

/** Which entities a contribution is for: a filter in the query grammar of the catalog (`kind=api,spec.type=openapi`); absent: all. */
const appliesTo = z.string().optional();

const configField = z.strictObject({
  type: z.enum(['string', 'number', 'boolean', 'array', 'object']),
  default: z.json().optional(),
  description: z.string(),
  secret: z.boolean().default(false),
});

/** Data schema of `plugin.yaml`: what a plugin adds, declared; checked before any of its code runs. */
export const manifestSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  description: z.string().min(1),
  version: z.string().default('0.0.0'),
  /** Reference of the team that keeps the plugin. */
  owner: z.string().optional(),
  server: modulePath.optional(),
  web: modulePath.optional(),
  /** Further URL prefixes than `/api/<id>` that its routes may use. */
  mounts: z.array(z.string().regex(/^\/api\/[a-z][\w/-]*$/)).default([]),
  services: z.strictObject({ offers: z.array(identifier).default([]), uses: z.array(identifier).default([]) }).prefault({}),
  config: z.record(z.string(), configField).default({}),
  contributes: z
    .strictObject({
      permissions: z.array(z.strictObject({ id: permissionId, description: z.string() })).default([]),
      harvesters: z.array(z.strictObject({ id: identifier, module: modulePath })).default([]),
      pages: z.array(z.strictObject({ path: z.string().startsWith('/'), title: z.string(), view: viewName, permission: permissionId })).default([]),
      navItems: z
        .array(z.strictObject({ path: z.string().startsWith('/'), title: z.string(), icon: z.string(), section: z.enum(['main', 'admin']).default('main'), order: z.number().default(100) }))
        .default([]),
      entityTabs: z.array(z.strictObject({ path: z.string(), title: z.string(), view: viewName, order: z.number().default(100), appliesTo })).default([]),
      entityCards: z
        .array(z.strictObject({ id: identifier, title: z.string(), view: viewName, place: z.enum(['main', 'side']).default('main'), order: z.number().default(100), appliesTo }))
        .default([]),
      homeWidgets: z.array(z.strictObject({ id: identifier, title: z.string(), view: viewName, order: z.number().default(100) })).default([]),
    })
    .prefault({}),
});

export type Manifest = z.output<typeof manifestSchema>;
export type Contributions = Manifest['contributes'];
