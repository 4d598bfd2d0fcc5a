import type { Values } from '../parsing/values.ts';

export interface AsyncServer {
  name: string;
  url: string;
  protocol: string;
  description?: string;
}

export interface AsyncMessage {
  id: string;
  name: string;
  title?: string;
  summary?: string;
  description?: string;
  contentType?: string;
  /** Set when the payload is described in another language than JSON Schema. */
  schemaFormat?: string;
  payload?: unknown;
  headers?: unknown;
  correlation?: string;
  examples: { name?: string; value: unknown }[];
}

export interface AsyncOperation {
  id: string;
  name: string;
  /** What the application that offers the API does. */
  action: 'send' | 'receive';
  /** Key of the channel. */
  channel: string;
  title?: string;
  summary?: string;
  description?: string;
  /** Ids of messages. */
  messages: string[];
  reply?: { channel?: string; messages: string[] };
  bindings?: Values;
  deprecated?: boolean;
}

export interface AsyncChannel {
  id: string;
  name: string;
  address: string;
  description?: string;
  parameters: { name: string; description?: string; values: string[] }[];
  servers: string[];
  messages: string[];
  bindings?: Values;
}

export interface AsyncApi {
  description?: string;
  servers: AsyncServer[];
  channels: AsyncChannel[];
  operations: AsyncOperation[];
  messages: AsyncMessage[];
  schemas: string[];
  /** The whole document, which references in payloads lead into. */
  document: Values;
}
