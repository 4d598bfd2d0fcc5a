import type { Json } from './entity.ts';
import { defaultLimits } from './descriptor/limits.ts';
import { parseYaml } from './descriptor/parse-yaml.ts';
import { explainFault, explainSyntax } from './descriptor/syntax.ts';
import { yamlValue } from './descriptor/yaml-value.ts';
import { InvalidInput } from './invalid-input.ts';
import { type KindDefinition, parseKindDefinition } from './kind-definition.ts';

/**
 * Reads a file of kind definitions: YAML or JSON, one definition per document, or a list of them.
 * @throws {InvalidInput} naming the line of the first definition that is wrong
 */
export function readKindDefinitions(text: string): KindDefinition[] {
  const { documents, lines } = parseYaml(text, defaultLimits);
  const kinds: KindDefinition[] = [];
  for (const document of documents) {
    const { value, faults } = yamlValue(document, defaultLimits, true);
    const [error] = document.errors;
    const [fault] = faults;
    if (error) throw new InvalidInput(`line ${lines.at(error.pos[0]).line}: ${explainSyntax(error, text).message}`);
    if (fault)
      throw new InvalidInput(
        `line ${lines.at(fault.offset).line}: ${explainFault(fault, lines.at(fault.offset)).message}`,
      );
    const { line } = lines.at(document.contents?.range?.[0] ?? 0);
    for (const definition of listOf(value)) kinds.push(atLine(line, () => parseKindDefinition(definition)));
  }
  return kinds;
}

function listOf(value: Json): Json[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function atLine<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(`line ${line}: ${error.message}`, { cause: error });
  }
}
