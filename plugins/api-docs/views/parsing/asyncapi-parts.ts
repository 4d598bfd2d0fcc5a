import type { AsyncChannel, AsyncOperation } from '../asyncapi/types.ts';
import { resolve } from './pointer.ts';
import { isObject, objectAt, own, textAt, textsAt } from './values.ts';
import type { Values } from './values.ts';

/** Channels and operations, in the one shape that both generations of the specification come to. */
export interface ChannelsAndOperations {
  channels: AsyncChannel[];
  operations: AsyncOperation[];
}

/** The description of a thing, where it has one. */
export function described(value: unknown): { description?: string } {
  const description = textAt(value, 'description') ?? textAt(value, 'summary');
  return description === undefined ? {} : { description };
}

/** Channel bindings and the like, where something stands in them. */
export function bindingsOf(document: Values, value: unknown): { bindings?: Values } {
  const bindings = resolve(document, own(value, 'bindings'));
  return isObject(bindings) && Object.keys(bindings).length > 0 ? { bindings } : {};
}

/** What stands for itself in the address of a channel. */
export function parametersOf(document: Values, channel: unknown): AsyncChannel['parameters'] {
  return Object.entries(objectAt(channel, 'parameters')).map(([name, value]) => {
    const parameter = resolve(document, value);
    const values = textsAt(parameter, 'enum');
    return {
      name,
      ...described(parameter),
      values: values.length > 0 ? values : textsAt(objectAt(parameter, 'schema'), 'enum'),
    };
  });
}
