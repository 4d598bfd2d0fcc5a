import { z } from 'zod';

/** A length of time. A timer of weeks would overflow and run without a pause. */
function duration(least: string, most: string) {
  return z
    .union([z.number(), z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, { abort: true })], {
      error: 'a number of seconds, or a duration such as 90s, 10m or 1d',
    })
    .refine(
      (value) => durationMs(value) >= durationMs(least) && durationMs(value) <= durationMs(most),
      `a duration from ${least} to ${most}`,
    )
    .describe('Seconds as a number, or text such as 90s, 10m, 1d.');
}

const webUrl = z.url({ protocol: /^https?$/, error: 'a URL that begins with http:// or https://' });
const hostName = z.string().regex(/^[\w.:[\]-]+$/, 'the name of a host, without https:// and without a path');

export const sourceSchema = z
  .strictObject({
    type: z
      .enum(['folder', 'git', 'url'])
      .describe('folder: a folder of repositories, or one; git: whatever git can read; url: one file.'),
    target: z.string().min(1).describe('Path of the folder (relative to this file), git URL, or URL of the file.'),
    name: z.string().optional().describe('Name shown for the repository.'),
    branch: z.string().optional().describe('Branch to read; the default branch when absent.'),
    username: z.string().optional(),
    token: z.string().min(1).optional().describe('Secret. Sent only to the host of the target.'),
    descriptors: z
      .array(z.string())
      .optional()
      .describe('Globs of descriptor files; replaces catalog.descriptors for this source.'),
    exclude: z.array(z.string()).optional().describe('Globs of files to leave alone.'),
    repository: z.boolean().optional().describe('folder: treat the folder itself as the one repository.'),
    proposals: z
      .boolean()
      .optional()
      .describe(
        'folder, git: let people propose changes of descriptors in the portal, each as a commit on a branch of its own (pushed with the token, for git). Absent: only for folders, and only while nobody but this machine reaches the portal.',
      ),
  })
  .describe('A place where repositories or files are.');

const hostSchema = z.strictObject({
  host: hostName,
  token: z.string().min(1).optional().describe('Secret. Sent only to this host.'),
  username: z.string().optional(),
  apiBaseUrl: webUrl.optional(),
  rawBaseUrl: webUrl.optional(),
});

const webhookSchema = z.strictObject({
  secret: z.string().min(8).describe('Secret shared with the host; at least 8 characters.'),
});

const ruleSchema = z.strictObject({
  allow: z.array(
    z.union([z.string(), z.strictObject({ kind: z.string(), 'spec.type': z.string().optional() })], {
      error: 'the name of a kind, or kind and spec.type',
    }),
  ),
  locations: z
    .array(z.strictObject({ type: z.string(), exact: z.string().optional(), pattern: z.string().optional() }))
    .optional(),
});

const catalogSchema = z
  .strictObject({
    descriptors: z
      .array(z.string())
      .optional()
      .describe(
        'Globs of descriptor files; **/*.yaml and **/*.yml when absent. Of what matches, catalog-info.yaml and catalog-info.yml are always read, other files only when they open like a descriptor.',
      ),
    exclude: z.array(z.string()).default([]).describe('Globs of files to leave alone.'),
    locations: z
      .array(
        z.strictObject({
          type: z.enum(['url', 'file']),
          target: z.string().min(1),
          rules: z.array(ruleSchema).optional(),
          entityName: z.string().optional(),
        }),
      )
      .default([])
      .describe('Single files that are read with everything that they point at.'),
    rules: z
      .array(ruleSchema)
      .optional()
      .describe('Which kinds may come from where. Absent: every kind from anywhere.'),
    kinds: z.array(z.string()).default([]).describe('Files that define further kinds.'),
    readonly: z.boolean().default(false).describe('Refuse changes of sources and entities through the API.'),
    orphanStrategy: z
      .enum(['delete', 'keep'])
      .default('delete')
      .describe('What becomes of entities that no file says any more.'),
    enableYamlMerge: z.boolean().default(false).describe('Expand YAML merge keys (<<).'),
    import: z.strictObject({ entityFilename: z.string().default('catalog-info.yaml') }).prefault({}),
  })
  .prefault({});

const integrationsSchema = z
  .strictObject({
    github: z.array(hostSchema).default([]),
    gitlab: z.array(hostSchema).default([]),
    bitbucketCloud: z.array(hostSchema).default([]),
    bitbucketServer: z.array(hostSchema).default([]),
    gitea: z.array(hostSchema).default([]),
    azure: z.array(hostSchema).default([]),
  })
  .prefault({})
  .describe('Hosts of code, with the tokens to read them.');

/** `callboard.yaml`: every key with its type, default and description. */
export const configSchema = z.strictObject({
  server: z
    .strictObject({
      host: z.string().default('127.0.0.1').describe('Address to listen on.'),
      port: z.number().int().min(0).max(65535).default(7007).describe('Port to listen on; 0 takes a free one.'),
      baseUrl: webUrl
        .transform((url) => url.replace(/\/+$/, ''))
        .optional()
        .describe('URL under which people reach the portal.'),
    })
    .prefault({}),
  data: z
    .string()
    .default('.callboard')
    .describe('Folder for the embedded database and caches, relative to this file.'),
  database: z
    .strictObject({
      url: z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'a URL that begins with postgres://')
        .describe('Secret. postgres://… ; absent: an embedded SQLite file in the data folder.'),
    })
    .optional(),
  sources: z.array(sourceSchema).default([]).describe('Where the descriptors are.'),
  catalog: catalogSchema,
  harvest: z
    .strictObject({
      every: duration('1s', '14d')
        .default('90s')
        .describe('Time between looks at a git or url source when no webhook announces changes.'),
      folderEvery: duration('1s', '14d')
        .default('10m')
        .describe('Time between full looks at a folder; changes are seen at once through file watching.'),
      watch: z.boolean().default(true).describe('Watch folders for changes.'),
      removalGuard: z
        .strictObject({
          share: z
            .number()
            .min(0)
            .max(1)
            .default(0.2)
            .describe('A harvest that would remove more than this share of a source waits for a confirmation.'),
          atLeast: z.number().int().min(1).default(3).describe('… but only when it is at least this many entities.'),
        })
        .prefault({}),
      limits: z
        .strictObject({
          fileBytes: z.number().int().positive().default(5_000_000),
          documentsPerFile: z.number().int().positive().default(1_000),
          filesPerRepository: z.number().int().positive().default(50_000),
        })
        .prefault({}),
    })
    .prefault({}),
  auth: z
    .strictObject({
      guest: z
        .boolean()
        .optional()
        .describe(
          'Let people in without signing in. Absent: on while nobody but this machine reaches the portal (a loopback address, no server.baseUrl of another name, no proxy), else off.',
        ),
      tokens: z
        .array(
          z.strictObject({
            subject: z.string().min(1),
            token: z
              .string()
              .min(8)
              .regex(/^\S+$/, 'a token with no white space')
              .describe('Secret; at least 8 characters.'),
          }),
        )
        .default([])
        .describe('Static tokens for API callers.'),
    })
    .prefault({}),
  integrations: integrationsSchema,
  reading: z
    .strictObject({
      allow: z
        .array(z.strictObject({ host: z.string(), paths: z.array(z.string()).optional() }))
        .default([])
        .describe('Further hosts that files may be read from.'),
      allowPrivate: z
        .array(z.string())
        .default([])
        .describe('Hosts, addresses or networks inside private ranges that may be read from.'),
      timeout: duration('10ms', '1h').default('20s'),
    })
    .prefault({}),
  webhooks: z
    .strictObject({
      github: webhookSchema.optional(),
      gitlab: webhookSchema.optional(),
      bitbucket: webhookSchema.optional(),
      gitea: webhookSchema.optional(),
    })
    .prefault({}),
  plugins: z
    .strictObject({
      folders: z
        .array(z.string())
        .default([])
        .describe('Folders of further plugins, or plugins themselves; relative to this file.'),
      disabled: z.array(z.string()).default([]).describe('Ids of plugins that are switched off.'),
      remote: z
        .array(
          z.strictObject({
            url: webUrl.describe('Address of the manifest that the service serves.'),
            every: duration('1s', '1d').default('1m').describe('Time between two looks at the manifest.'),
          }),
        )
        .default([])
        .describe('Plugins that are services of their own, by the address of their manifest.'),
      registries: z
        .array(
          z.strictObject({
            url: webUrl,
            token: z.string().min(1).optional().describe('Secret. Sent only to this host.'),
            scope: z
              .string()
              .regex(/^@[\w.~-]+$/, 'a scope such as @acme')
              .optional()
              .describe('Only packages of this scope come from here.'),
          }),
        )
        .default([{ url: 'https://registry.npmjs.org' }])
        .describe('Registries that plugins can be installed from by name.'),
      config: z.record(z.string(), z.record(z.string(), z.json())).default({}).describe('Settings by plugin id.'),
    })
    .prefault({}),
});

export type Config = z.output<typeof configSchema>;

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a duration as the config writes it. */
export function durationMs(value: string | number): number {
  if (typeof value === 'number') return value * 1000;
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(value) ?? [];
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
}
