/** Reads definitions away from the page, which stays at hand meanwhile. */
import { readDefinition } from './read-definition.ts';
import { textDefinition } from './text.ts';

export interface DefinitionRequest {
  id: number;
  type: string;
  text: string;
}

self.addEventListener('message', (event: MessageEvent<DefinitionRequest>) => {
  const { id, type, text } = event.data;
  const definition = readDefinition(type, text);
  try {
    self.postMessage({ id, definition });
  } catch (error) {
    // What nests too deep can be read but not handed over.
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage({ id, definition: textDefinition(definition.badge, { message }) });
  }
});
