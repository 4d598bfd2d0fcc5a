export interface ProtoField {
  name: string;
  /** As written: `repeated string`, `map<string, Item>`. */
  type: string;
  number: string;
  comment?: string;
  deprecated?: boolean;
  /** Name of the `oneof` that it is part of. */
  oneof?: string;
}

export interface ProtoMethod {
  name: string;
  request: string;
  response: string;
  requestStream: boolean;
  responseStream: boolean;
  comment?: string;
  deprecated?: boolean;
}

export interface ProtoService {
  name: string;
  comment?: string;
  methods: ProtoMethod[];
}

/** A message or an enum; nested ones bear the names of those around them, with dots. */
export interface ProtoType {
  kind: 'message' | 'enum';
  name: string;
  comment?: string;
  fields: ProtoField[];
}

export interface ProtoFile {
  syntax: string;
  package?: string;
  comment?: string;
  imports: string[];
  services: ProtoService[];
  types: ProtoType[];
}
