export interface GraphqlArgument {
  name: string;
  type: string;
  description?: string;
  default?: string;
  deprecated?: string;
}

export interface GraphqlField extends GraphqlArgument {
  args: GraphqlArgument[];
  /** Directives as they are written, but for `@deprecated`. */
  directives: string[];
}

export type GraphqlKind = 'type' | 'interface' | 'union' | 'enum' | 'input' | 'scalar' | 'directive';

export interface GraphqlType {
  kind: GraphqlKind;
  name: string;
  description?: string;
  fields: GraphqlField[];
  /** What it implements, what a union is one of, or where a directive may stand. */
  members: string[];
  directives: string[];
}

export interface GraphqlApi {
  /** Names of the types whose fields are the operations. */
  roots: { query: string; mutation: string; subscription: string };
  types: GraphqlType[];
}
