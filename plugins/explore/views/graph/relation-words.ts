import { messages } from '../messages.ts';

/** `dependsOn` as it stands in a sentence: "depends on". An unknown type is taken apart at its capitals. */
export function relationWords(type: string): string {
  const known = messages.relations[type as keyof typeof messages.relations] as string | undefined;
  return known ?? type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
