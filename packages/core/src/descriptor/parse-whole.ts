import type { Json } from '../entity.ts';
import type { Position } from '../finding.ts';
import type { DescriptorLimits } from './limits.ts';
import { LimitReached, parseYaml } from './parse-yaml.ts';
import { PlaceholderFailure } from './placeholder-failure.ts';
import { explainFault, explainSyntax } from './syntax.ts';
import { yamlValue } from './yaml-value.ts';

/**
 * The value of a file that a placeholder names: one YAML (or JSON) document.
 * @throws {PlaceholderFailure} when it is malformed, or holds none or several
 */
export function parseWholeYaml(text: string, path: string, limits: DescriptorLimits, key = '$yaml'): Json {
  const values: Json[] = [];
  const { documents, lines } = parseYaml(text, limits);
  const malformed = ({ line, column }: Position, reason: string): PlaceholderFailure =>
    new PlaceholderFailure(
      'placeholder-malformed',
      `Placeholder ${key} failed to parse YAML data at ${path}:${line}:${column}, ${reason}`,
    );
  try {
    for (const document of documents) {
      const { value, faults } = yamlValue(document, limits, false);
      const [error] = document.errors;
      const [fault] = faults;
      if (error) throw malformed(lines.at(error.pos[0]), explainSyntax(error, text).message);
      if (fault) throw malformed(lines.at(fault.offset), explainFault(fault, lines.at(fault.offset)).message);
      values.push(value);
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    throw new PlaceholderFailure(
      'placeholder-malformed',
      `Placeholder ${key} failed to parse YAML data at ${path}, ${error.message}`,
      { cause: error },
    );
  }
  const [value] = values;
  if (value !== undefined && values.length === 1) return value;
  throw new PlaceholderFailure(
    'placeholder-malformed',
    `Placeholder ${key} expected to find exactly one document of data at ${path}, found ${values.length}`,
  );
}
