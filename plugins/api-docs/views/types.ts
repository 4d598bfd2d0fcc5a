import type { AsyncApi } from './asyncapi/types.ts';
import type { GraphqlApi } from './graphql/types.ts';
import type { ProtoFile } from './grpc/types.ts';

/** One thing of an API that has an address of its own. */
export interface OutlineItem {
  /** What stands in the page's address for it. */
  id: string;
  title: string;
  /** A word before the title, such as the HTTP method. */
  badge?: string;
  deprecated?: boolean;
  /** What the search looks in beside the title. */
  words: string;
}

export interface OutlineGroup {
  title: string;
  items: OutlineItem[];
}

/** Something wrong with a definition, and where. Lines and columns count from 1. */
export interface Problem {
  message: string;
  line?: number;
  column?: number;
}

interface Described {
  /** Name and version of the specification, such as `OpenAPI 3.1.0`. */
  badge: string;
  /** What the definition calls the API. */
  title?: string;
  version?: string;
  groups: OutlineGroup[];
  /** What is wrong, though the definition can be shown. */
  warnings: Problem[];
}

export interface OpenApiDefinition extends Described {
  format: 'openapi';
  /** The definition as JSON, with nothing in it that points elsewhere. */
  json: string;
  /** Tag that each operation stands under, by the operation's id in the outline. */
  tags: Record<string, string>;
}

export interface AsyncApiDefinition extends Described {
  format: 'asyncapi';
  api: AsyncApi;
}

export interface GraphqlDefinition extends Described {
  format: 'graphql';
  api: GraphqlApi;
}

export interface GrpcDefinition extends Described {
  format: 'grpc';
  api: ProtoFile;
}

/** A definition that is shown as its text: nobody here knows its format, or it cannot be read. */
export interface TextDefinition extends Described {
  format: 'text';
  problem?: Problem;
  /** The text laid out for reading, when it came on one line. */
  pretty?: string;
}

export type Definition = OpenApiDefinition | AsyncApiDefinition | GraphqlDefinition | GrpcDefinition | TextDefinition;
