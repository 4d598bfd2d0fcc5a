import type { Json } from '../entity.ts';
import type { DescriptorLimits } from './limits.ts';
import { LimitReached, parseYaml } from './parse-yaml.ts';
import { PlaceholderFailure } from './placeholder-failure.ts';
import { explainSyntax } from './syntax.ts';
import { yamlValue } from './yaml-value.ts';

/**
 * The value of a file that a placeholder names: one YAML (or JSON) document.
 * @throws {PlaceholderFailure} when it is malformed, or holds none or several
 */
export function parseWholeYaml(text: string, path: string, limits: DescriptorLimits, key = '$yaml'): Json {
  const values: Json[] = [];
  const { documents, lines } = parseYaml(text, limits);
  try {
    for (const document of documents) {
      const [error] = document.errors;
      if (error) {
        const { line, column } = lines.at(error.pos[0]);
        const reason = explainSyntax(error, text).message;
        throw new PlaceholderFailure('placeholder-malformed', `Placeholder ${key} failed to parse YAML data at ${path}:${line}:${column}, ${reason}`);
      }
      values.push(yamlValue(document, limits, false).value);
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    throw new PlaceholderFailure('placeholder-malformed', `Placeholder ${key} failed to parse YAML data at ${path}, ${error.message}`, { cause: error });
  }
  const [value] = values;
  if (value !== undefined && values.length === 1) return value;
  throw new PlaceholderFailure('placeholder-malformed', `Placeholder ${key} expected to find exactly one document of data at ${path}, found ${values.length}`);
}
