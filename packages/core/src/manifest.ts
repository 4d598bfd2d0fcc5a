import { z } from 'zod';
import { annotationProblem, annotationSchemaSchema } from './annotation-schema.ts';
import { actionCallProblem, entityPlacesOf, type ActionCallDefinition } from './declared/action-call.ts';
import { dataSourceSchema } from './declared/data-source.ts';
import { drawnProblem, narrowed, narrowedBy, narrowedTo, settingsProblem } from './declared/declared.ts';
import { factProblem, factSchema } from './declared/fact.ts';
import { showSchema } from './declared/show.ts';
import { entityActionSchema, type EntityAction } from './entity-action.ts';
import { isFilterText } from './filter.ts';
import { remoteSchema } from './remote.ts';
import { themeSchema } from './theme.ts';

const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, starting with a letter');
const modulePath = z
  .string()
  .regex(/^\.\/[\w./-]+$/, 'a path inside the plugin that starts with ./')
  .refine((path) => !path.includes('..'), 'must not contain ..');
const viewName = z.string().regex(/^[A-Z]\w*$/, 'the name of an exported component');
const permissionId = z
  .string()
  .regex(/^[a-z][\w.-]*$/, 'letters, digits, dots and dashes, starting with a lower-case letter');
const webPath = z.string().regex(/^\/(?!\/)/, 'a path that starts with one slash');
const order = z.number().default(100);
/** Drawn by a component of the web half, or by a built-in view of a data source. */
const drawn = {
  view: viewName.optional(),
  show: showSchema.optional(),
  data: identifier.optional(),
  /** A word or two beside its title, such as `Sample data`. */
  note: z.string().max(40).optional(),
};

/** Which entities a contribution is for: a filter in the query grammar of the catalog (`kind=api,spec.type=openapi`); absent: all. */
const appliesTo = z.string().refine(isFilterText, 'a filter such as kind=api,spec.type=openapi').optional();

/** What a plugin is about: one word, by which a gallery sorts. */
export const pluginCategories = [
  'builds',
  'deployments',
  'monitoring',
  'on-call',
  'quality',
  'security',
  'cost',
  'docs',
  'catalog',
  'other',
] as const;

const configTypes = ['string', 'number', 'boolean', 'array', 'object'] as const;

const configField = z
  .strictObject({
    type: z.enum(configTypes),
    default: z.json().optional(),
    description: z.string(),
    secret: z.boolean().default(false),
  })
  .refine((field) => field.default === undefined || configTypeOf(field.default) === field.type, {
    path: ['default'],
    error: 'is not of the type that the setting has',
  });

const contributions = z.strictObject({
  permissions: z
    .array(
      z.strictObject({
        id: permissionId,
        description: z.string(),
        /** Whoever has it changes something: guests do not have it, but for whoever started a portal that nobody else reaches. */
        changes: z.boolean().default(false),
      }),
    )
    .default([]),
  harvesters: z.array(z.strictObject({ id: identifier, module: modulePath })).default([]),
  pages: z
    .array(z.strictObject({ path: webPath, title: z.string(), ...drawn, permission: permissionId.optional() }))
    .default([]),
  navItems: z
    .array(
      z.strictObject({
        path: webPath,
        title: z.string(),
        icon: z.string(),
        section: z.enum(['main', 'admin']).default('main'),
        order,
        /** What can be begun on that page at once, with the query that begins it, such as `add=folder`; the palette offers it. */
        commands: z.array(z.strictObject({ title: z.string(), query: z.string().regex(/^[\w=&-]+$/) })).optional(),
      }),
    )
    .default([]),
  entityTabs: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[\w-]*$/, 'one part of a path, or nothing'),
        title: z.string(),
        ...drawn,
        order,
        appliesTo,
        /** Fields of the descriptor that a form in the tab changes, such as `spec.owner`; whoever wants one mended opens the tab with `?edit=<field>`. */
        edits: z.array(z.string().regex(/^(metadata|spec)\.\w+$/, 'a field such as spec.owner')).optional(),
      }),
    )
    .default([]),
  entityCards: z
    .array(
      z.strictObject({
        id: identifier,
        title: z.string(),
        ...drawn,
        place: z.enum(['main', 'side']).default('main'),
        order,
        appliesTo,
      }),
    )
    .default([]),
  /** Small, beside the name of the entity. */
  entityBadges: z.array(z.strictObject({ id: identifier, title: z.string(), ...drawn, order, appliesTo })).default([]),
  homeWidgets: z.array(z.strictObject({ id: identifier, title: z.string(), ...drawn, order })).default([]),
  overlays: z
    .array(
      z.strictObject({
        id: identifier,
        title: z.string(),
        view: viewName,
        icon: z.string(),
        /** Keys that open it anywhere, such as `mod+k`. */
        keys: z.string().optional(),
        /** `topBar`: a box in the top bar opens it as well. */
        place: z.enum(['topBar', 'none']).default('none'),
        order,
      }),
    )
    .default([]),
  searchTypes: z
    .array(
      z.strictObject({
        id: identifier,
        title: z.string(),
        icon: z.string(),
        /** Type of the records that it makes findable. */
        records: identifier,
        /** Says what is found of a record: its default export is made by `defineSearchType`. */
        module: modulePath,
        order,
      }),
    )
    .default([]),
  entityActions: z.array(entityActionSchema).default([]),
  facts: z.array(factSchema).default([]),
  /** Functions that make something of entities that were just read. */
  entityProcessors: z.array(z.strictObject({ id: identifier, module: modulePath, appliesTo })).default([]),
  /** Sets of colours that people can choose. */
  themes: z.array(themeSchema).default([]),
  /** Functions that are given every change once, in order. */
  consumers: z
    .array(
      z.strictObject({
        id: identifier,
        module: modulePath,
        description: z.string().default(''),
        /** Types of records whose changes it is given; absent: all. */
        types: z.array(z.string()).min(1).optional(),
      }),
    )
    .default([]),
  /** Ways to say something to people elsewhere; whoever has something to say takes them from `contributions`. */
  notificationChannels: z.array(z.strictObject({ id: identifier, title: z.string(), module: modulePath })).default([]),
  /** Fields for forms, by the name under which a schema asks for one; whoever draws forms takes them from `useContributions`. */
  formFields: z
    .array(z.strictObject({ id: identifier, title: z.string(), view: viewName, description: z.string().default('') }))
    .default([]),
  /** What is drawn beside a page of documentation; whoever draws docs takes them from `useContributions`. */
  docsAddons: z
    .array(
      z.strictObject({
        id: identifier,
        title: z.string(),
        view: viewName,
        place: z.enum(['content', 'side', 'toolbar']).default('side'),
        order,
        appliesTo,
      }),
    )
    .default([]),
  annotations: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'the name of an annotation, such as example.org/id'),
        /** What lights up on the entity where it is set, such as `Builds`. */
        feature: z.string(),
        description: z.string(),
        /** A value to copy and change. */
        example: z.string(),
        /** What its value has to be; another one is a finding. */
        schema: annotationSchemaSchema.optional(),
        /** Of that finding; a warning unless told. */
        level: z.enum(['info', 'warning']).optional(),
        appliesTo,
      }),
    )
    .default([]),
});

/** Data schema of `plugin.yaml`: what a plugin adds, declared; checked before any of its code runs. */
export const manifestSchema = z
  .strictObject({
    id: identifier,
    name: z.string().min(1),
    description: z.string().min(1),
    version: z.string().default('0.0.0'),
    /** Reference of the team that keeps the plugin. */
    owner: z.string().optional(),
    category: z.enum(pluginCategories).optional(),
    server: modulePath.optional(),
    web: modulePath.optional(),
    /** Further URL prefixes than `/api/<id>` that its routes may use. */
    mounts: z
      .array(z.string().regex(/^\/api(\/[a-z][\w-]*)+$/, 'a prefix such as /api/hello, without a slash at its end'))
      .default([]),
    services: z
      .strictObject({ offers: z.array(identifier).default([]), uses: z.array(identifier).default([]) })
      .prefault({}),
    config: z.record(z.string().regex(/^[a-z]\w*$/i, 'a name of letters and digits'), configField).default({}),
    /** Data sources, which built-in views show: a plugin that needs no more has no code. */
    data: z.record(identifier, dataSourceSchema).default({}),
    /** Its routes may be asked by data sources and actions of other plugins, as `portal:/api/<id>/…`, in the name of the one that asks. */
    tool: z
      .strictObject({
        /** Said of all that other plugins show of it, such as `Sample data`. */
        note: z.string().min(1).max(40).optional(),
      })
      .optional(),
    /** Of a manifest that a service serves: how the service is asked. */
    remote: remoteSchema.optional(),
    contributes: contributions.prefault({}),
  })
  .superRefine((manifest, context) => {
    const { id, web, contributes, data, remote } = manifest;
    const complain = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path: ['contributes', ...path], message });
    const permissions = new Set(contributes.permissions.map((permission) => permission.id));
    if (remote || Object.keys(data).length) permissions.add(readPermission(id));
    contributes.pages.forEach(({ permission, show }, index) => {
      if (permission === undefined && show) return;
      if (permission === undefined) complain(['pages', index], 'names no permission');
      else if (!permissions.has(permission))
        complain(['pages', index, 'permission'], `${permission} is not among the permissions that the plugin declares`);
    });
    contributes.entityActions.forEach(({ permission, call, preview, undo }, index) => {
      const problem = actionCallProblem({ ...(call ? { call } : {}), preview, undo }, manifest.config);
      if (problem) complain(['entityActions', index, ...problem.path], problem.message);
      if (call && remote)
        complain(['entityActions', index, 'call'], 'goes not with remote: the service is asked itself');
      if (!permissions.has(permission))
        complain(
          ['entityActions', index, 'permission'],
          `${permission} is not among the permissions that the plugin declares`,
        );
    });
    contributes.annotations.forEach(({ schema, example }, index) => {
      const problem = schema && annotationProblem(schema, example);
      if (problem) complain(['annotations', index, 'example'], `should be ${problem}, as schema says`);
    });
    contributes.facts.forEach((fact, index) => {
      const problem = factProblem(fact, data);
      if (problem) complain(['facts', index, problem.key], problem.message);
      if (fact.permission !== undefined && !permissions.has(fact.permission))
        complain(
          ['facts', index, 'permission'],
          `${fact.permission} is not among the permissions that the plugin declares`,
        );
    });
    if (!web && viewLists.some((list) => contributes[list].some(({ view }) => view !== undefined)))
      complain([], 'names views, but the plugin has no web half to export them');
    for (const list of drawnLists) {
      contributes[list].forEach((item, index) => {
        const problem = drawnProblem(item, manifest, ofEntities.has(list));
        if (problem) complain([list, index, ...(problem.key ? [problem.key] : [])], problem.message);
      });
    }
    contributes.entityBadges.forEach(({ show }, index) => {
      if (show && show.view !== 'badge')
        complain(['entityBadges', index, 'show', 'view'], 'is badge here: there is no room for more');
    });
    for (const [name, source] of Object.entries(data)) {
      const issue = (path: string[], message: string) =>
        context.addIssue({ code: 'custom', path: ['data', name, ...path], message });
      const problem = settingsProblem(source, manifest);
      if (problem) issue([], problem);
      if (source.permission !== undefined && !permissions.has(source.permission))
        issue(['permission'], `${source.permission} is not among the permissions that the plugin declares`);
    }
    for (const list of keyedLists) {
      const keys = contributes[list].map((item) => ('id' in item ? item.id : item.path));
      keys.forEach((key, index) => {
        if (keys.indexOf(key) !== index) complain([list, index], `${key || 'the empty path'} is there twice`);
      });
    }
  })
  .transform((manifest) => {
    const { id, name, data, remote, contributes } = manifest;
    const permission = readPermission(id);
    const implied =
      (remote || Object.keys(data).length) && !contributes.permissions.some((one) => one.id === permission)
        ? [{ id: permission, description: `See what ${name} shows.`, changes: false }]
        : [];
    /** What is asked of tools is for the server alone, so it stands apart from what pages are told. */
    const calls: Record<string, ActionCallDefinition> = {};
    const entityActions = contributes.entityActions.map(({ call, preview, undo, ...action }): EntityAction => {
      if (!call) return action;
      const definition = { call, preview, undo };
      calls[action.id] = definition;
      return narrowedTo(action, entityPlacesOf(definition));
    });
    const offers = Object.values(data).flatMap((source) => source.offers ?? []);
    return {
      ...manifest,
      services: { ...manifest.services, offers: [...new Set([...manifest.services.offers, ...offers])] },
      calls,
      contributes: {
        ...contributes,
        permissions: [...contributes.permissions, ...implied],
        pages: contributes.pages.map((page) => ({ ...page, permission: page.permission ?? permission })),
        entityActions,
        entityTabs: contributes.entityTabs.map((tab) => narrowed(tab, data)),
        entityCards: contributes.entityCards.map((card) => narrowed(card, data)),
        entityBadges: contributes.entityBadges.map((badge) => narrowed(badge, data)),
        facts: contributes.facts.map((fact) => {
          const source = fact.data === undefined ? undefined : data[fact.data];
          if (!source) return fact;
          return { ...narrowedBy(fact, source), permission: fact.permission ?? source.permission ?? permission };
        }),
      },
    };
  });

/** The permission under which data sources are read that name no other. */
function readPermission(id: string): string {
  return `${id}.read`;
}

const drawnLists = ['pages', 'entityTabs', 'entityCards', 'entityBadges', 'homeWidgets'] as const;
const ofEntities: ReadonlySet<string> = new Set(['entityTabs', 'entityCards', 'entityBadges']);
const viewLists = [...drawnLists, 'overlays', 'formFields', 'docsAddons'] as const;
const keyedLists = [
  'permissions',
  'harvesters',
  'pages',
  'entityTabs',
  'entityCards',
  'entityBadges',
  'homeWidgets',
  'overlays',
  'searchTypes',
  'entityActions',
  'facts',
  'entityProcessors',
  'themes',
  'consumers',
  'notificationChannels',
  'formFields',
  'docsAddons',
] as const;

/** What `plugin.yaml` says, with defaults filled in. */
export type Manifest = z.output<typeof manifestSchema>;
/** What a plugin adds, by extension point. */
export type Contributions = Manifest['contributes'];
/** The type of a plugin's setting. */
export type ConfigType = (typeof configTypes)[number];

/** The type of a value as a setting; `undefined` for one that no setting can have. */
export function configTypeOf(value: unknown): ConfigType | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return 'array';
  return configTypes.find((type) => type === typeof value);
}
