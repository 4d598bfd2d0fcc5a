import { print } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
} from 'graphql';
import type { GraphqlApi, GraphqlArgument, GraphqlField, GraphqlKind, GraphqlType } from '../graphql/types.ts';

const KIND_OF: Readonly<Record<string, GraphqlKind>> = {
  ObjectTypeDefinition: 'type',
  ObjectTypeExtension: 'type',
  InterfaceTypeDefinition: 'interface',
  InterfaceTypeExtension: 'interface',
  UnionTypeDefinition: 'union',
  UnionTypeExtension: 'union',
  EnumTypeDefinition: 'enum',
  EnumTypeExtension: 'enum',
  InputObjectTypeDefinition: 'input',
  InputObjectTypeExtension: 'input',
  ScalarTypeDefinition: 'scalar',
  ScalarTypeExtension: 'scalar',
  DirectiveDefinition: 'directive',
};

/** A definition of a type or a directive in our shape; `undefined` for whatever else a document holds. */
export function readGraphqlType(node: DefinitionNode): GraphqlType | undefined {
  const kind = KIND_OF[node.kind];
  if (kind === undefined || !('name' in node) || !node.name) return undefined;
  return {
    kind,
    name: node.name.value,
    ...descriptionOf('description' in node ? node.description : undefined),
    fields: fieldsOf(node),
    members: membersOf(node),
    directives: directivesOf('directives' in node ? (node.directives as ConstDirectiveNode[] | undefined) : undefined),
  };
}

function fieldsOf(node: DefinitionNode): GraphqlField[] {
  switch (node.kind) {
    case 'ObjectTypeDefinition':
    case 'ObjectTypeExtension':
    case 'InterfaceTypeDefinition':
    case 'InterfaceTypeExtension':
      return (node.fields ?? []).map(fieldOf);
    case 'InputObjectTypeDefinition':
    case 'InputObjectTypeExtension':
      return (node.fields ?? []).map(inputOf);
    case 'EnumTypeDefinition':
    case 'EnumTypeExtension':
      return (node.values ?? []).map(valueOf);
    case 'DirectiveDefinition':
      return (node.arguments ?? []).map(inputOf);
    default:
      return [];
  }
}

function membersOf(node: DefinitionNode): string[] {
  if ('interfaces' in node) return (node.interfaces ?? []).map(({ name }) => name.value);
  if ('types' in node) return (node.types ?? []).map(({ name }) => name.value);
  return 'locations' in node ? node.locations.map(({ value }) => value) : [];
}

function fieldOf(node: FieldDefinitionNode): GraphqlField {
  return {
    name: node.name.value,
    type: print(node.type),
    ...commonOf(node),
    args: (node.arguments ?? []).map(argumentOf),
    directives: directivesOf(node.directives),
  };
}

function inputOf(node: InputValueDefinitionNode): GraphqlField {
  return { ...argumentOf(node), args: [], directives: directivesOf(node.directives) };
}

function valueOf(node: EnumValueDefinitionNode): GraphqlField {
  return { name: node.name.value, type: '', ...commonOf(node), args: [], directives: directivesOf(node.directives) };
}

function argumentOf(node: InputValueDefinitionNode): GraphqlArgument {
  const { defaultValue } = node;
  return {
    name: node.name.value,
    type: print(node.type),
    ...commonOf(node),
    ...(defaultValue && { default: print(defaultValue) }),
  };
}

interface Documented {
  readonly description?: { readonly value: string } | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function commonOf(node: Documented): { description?: string; deprecated?: string } {
  const deprecated = node.directives?.find(({ name }) => name.value === 'deprecated');
  const reason = deprecated?.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return {
    ...descriptionOf(node.description),
    ...(deprecated && { deprecated: reason?.kind === 'StringValue' ? reason.value : '' }),
  };
}

function descriptionOf(description: Documented['description']): { description?: string } {
  return description ? { description: description.value } : {};
}

function directivesOf(directives: readonly ConstDirectiveNode[] | undefined): string[] {
  return (directives ?? []).filter(({ name }) => name.value !== 'deprecated').map((directive) => print(directive));
}

/** The types whose fields are operations, as the document says or as they are called when it does not. */
export function rootsOf(definitions: readonly DefinitionNode[]): GraphqlApi['roots'] {
  const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
  for (const node of definitions) {
    if (node.kind !== 'SchemaDefinition' && node.kind !== 'SchemaExtension') continue;
    for (const { operation, type } of node.operationTypes ?? []) roots[operation] = type.name.value;
  }
  return roots;
}
