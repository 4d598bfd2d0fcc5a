/** Where in the form somebody wants to begin, as the URL says it. */
export interface FormPlace {
  /** Part of the form; what is none of its parts means all of it. */
  name: string;
  /** Row of a list, the first is 0. */
  row?: number;
  /** What the first field of the row says. */
  value?: string;
}

/** Understands a part of the form, such as `tags`, a field as findings name it, such as `metadata.links[0].url`, and {@link linkAt}. */
export function placeOf(text: string): FormPlace {
  const [, url] = /^links=(.*)$/s.exec(text) ?? [];
  if (url !== undefined) return { name: 'links', value: url };
  const [, name = text, row] = /^(?:(?:metadata|spec)\.)?(\w+)(?:\[(\d+)\])?/.exec(text) ?? [];
  return { name, ...(row !== undefined && { row: Number(row) }) };
}

/** The place of a link, by its address: rows come and go. */
export function linkAt(url: string): string {
  return `links=${url}`;
}
