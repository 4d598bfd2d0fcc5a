/** Annotations whose value is not what the plugin that reads them expects. */
import {
  annotationProblem,
  appliesToOf,
  type AnnotationRule,
  type DescriptorEntity,
  type Finding,
  type HarvestFile,
  type Position,
} from '@callboard/plugin/server';

const longestShown = 100;

export function annotationFindings(
  { entity, ref, document, position }: DescriptorEntity,
  { path: file, text }: Pick<HarvestFile, 'path' | 'text'>,
  rules: readonly AnnotationRule[],
): Finding[] {
  const annotations = entity.metadata.annotations ?? {};
  const applies = appliesToOf(entity);
  return rules.flatMap(({ name, schema, level, feature, plugin, description, example, appliesTo }): Finding[] => {
    const value = Object.hasOwn(annotations, name) ? annotations[name] : undefined;
    const wanted = typeof value === 'string' && applies(appliesTo) ? annotationProblem(schema, value) : undefined;
    if (wanted === undefined) return [];
    return [
      {
        file,
        document,
        ...placeOf(name, text, position),
        level,
        code: 'annotation-unfit',
        message: `metadata.annotations["${name}"] should be ${wanted}, but is ${JSON.stringify(value!.slice(0, longestShown))}`,
        hint: `${feature} (${plugin}): ${description} Such as ${example}`,
        entityRef: ref,
      },
    ];
  });
}

/** Where the annotation stands, looked for from where its document begins; that beginning where it is not written as one would. */
function placeOf(name: string, text: string, from: Position): Position {
  const lines = text.split('\n');
  for (let line = from.line; line <= lines.length; line += 1) {
    const content = lines[line - 1]!;
    if (line > from.line && content.startsWith('---')) break;
    const column = content.indexOf(name);
    const rest = column === -1 ? '' : content.slice(column + name.length);
    if (/^["']?\s*:/.test(rest)) return { line, column: column + 1 };
  }
  return from;
}
