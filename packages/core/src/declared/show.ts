/** The built-in views, which show data without code. Each takes data of one shape; a source's `select` makes it so. */
import { z } from 'zod';

const path = z.string().regex(/^[\w$-]+(\.[\w$-]+)*$/, 'the name of a field, or names with dots between them');
const title = z.string().max(100);

/** How a value is written. */
export const valueFormats = [
  'text',
  'number',
  'percent',
  'date',
  'ago',
  'duration',
  'bytes',
  'status',
  'link',
  'entity',
  'owner',
  'code',
] as const;
export type ValueFormat = (typeof valueFormats)[number];

const field = z.strictObject({
  field: path,
  /** The name of the field, made legible, unless told. */
  title: title.optional(),
  format: z.enum(valueFormats).default('text'),
  /** Field with the address that the value leads to. */
  href: path.optional(),
});
export type ShownField = z.output<typeof field>;

/** Said in place of the view when there is nothing to show. */
const empty = z.string().max(300).optional();
const common = { empty };
const format = z.enum(valueFormats).default('number');

export const showSchema = z.discriminatedUnion('view', [
  z.strictObject({ ...common, view: z.literal('table'), columns: z.array(field).min(1).max(12) }),
  z.strictObject({ ...common, view: z.literal('keyValue'), fields: z.array(field).max(50).optional() }),
  z.strictObject({ ...common, view: z.literal('list') }),
  z.strictObject({ ...common, view: z.literal('status') }),
  z.strictObject({ ...common, view: z.literal('metric'), format, unit: z.string().max(20).optional() }),
  z.strictObject({ ...common, view: z.literal('badge'), format, unit: z.string().max(20).optional() }),
  z.strictObject({ ...common, view: z.literal('timeline') }),
  z.strictObject({
    ...common,
    view: z.literal('series'),
    /** Fields that are lines; every number of the points but `at`, unless told. */
    lines: z
      .array(z.strictObject({ field: path, title: title.optional() }))
      .max(8)
      .optional(),
    format,
    unit: z.string().max(20).optional(),
  }),
  z.strictObject({ ...common, view: z.literal('links') }),
  z.strictObject({ ...common, view: z.literal('markdown') }),
  z.strictObject({ ...common, view: z.literal('picture') }),
  z.strictObject({
    ...common,
    view: z.literal('frame'),
    /** Pixels. */
    height: z.int().min(80).max(2000).default(360),
    /** Origins that may be framed: `https://grafana.example.org`, or `${config.url}`. */
    from: z
      .array(z.string().regex(/^(https?:\/\/[\w.:-]+|\$\{config\.\w+\})$/, 'an origin, or ${config.<setting>}'))
      .min(1)
      .max(10),
  }),
  z.strictObject({ ...common, view: z.literal('radar') }),
  z.strictObject({
    ...common,
    view: z.literal('facts'),
    /** Of this plugin by id, of others as `<plugin>/<id>`; absent: all that there are of the entity. */
    facts: z
      .array(z.string().regex(/^([a-z][a-z0-9-]*\/)?[a-z][a-z0-9-]*$/, 'the id of a fact, or <plugin>/<id>'))
      .min(1)
      .max(50)
      .optional(),
    /** `list`: each with its trend; `metric`: numbers, large; `series`: how numbers changed, as a chart. */
    as: z.enum(['list', 'metric', 'series']).default('list'),
  }),
]);

/** What a built-in view is and how it shows its data. */
export type Show = z.output<typeof showSchema>;
