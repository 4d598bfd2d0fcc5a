/** The catalog index done the plain way, entity by entity: what the real one is compared with. */
import {
  createModel,
  flattenEntity,
  longestKey,
  type Entity,
  type Filter,
  type Relation,
} from '@callboard/plugin/server';

export interface NaiveEntity {
  ref: string;
  uid: string;
  entity: Entity;
}

const model = createModel();

export class NaiveIndex {
  readonly entities = new Map<string, NaiveEntity>();

  relationsOf(ref: string): Relation[] {
    const found = new Map<string, Relation>();
    const add = (relation: Relation) => found.set(`${relation.type} ${relation.targetRef}`, relation);
    for (const { ref: source, entity } of this.entities.values()) {
      for (const edge of model.edges(entity)) {
        if (source === ref) add({ type: edge.type, targetRef: edge.targetRef });
        if (edge.targetRef === ref) add({ type: edge.reverse, targetRef: source });
      }
    }
    return [...found.values()].sort((a, b) => (`${a.type} ${a.targetRef}` < `${b.type} ${b.targetRef}` ? -1 : 1));
  }

  /** Original values by lower-case key. */
  values({ ref, uid, entity }: NaiveEntity): Map<string, Set<string | null>> {
    const values = new Map<string, Set<string | null>>();
    const add = (key: string, value: string | null) => values.set(key, (values.get(key) ?? new Set()).add(value));
    for (const [key, value, isItem] of flattenEntity(
      { ...entity, metadata: { ...entity.metadata, uid } },
      this.relationsOf(ref),
    )) {
      add(key.toLowerCase(), value ?? null);
      if (isItem && typeof value === 'string' && `${key}.${value}`.length <= longestKey)
        add(`${key}.${value}`.toLowerCase(), 'true');
    }
    return values;
  }

  matches(each: NaiveEntity, filter: Filter): boolean {
    if (filter.op === 'all') return filter.filters.every((inner) => this.matches(each, inner));
    if (filter.op === 'any') return filter.filters.some((inner) => this.matches(each, inner));
    if (filter.op === 'not') return !this.matches(each, filter.filter);
    const values = [...(this.values(each).get(filter.key) ?? [])];
    if (filter.op === 'has') return values.length > 0;
    const lower = values.filter((value) => value !== null).map((value) => value.toLowerCase());
    if (filter.op === 'equals') return lower.some((value) => filter.values.includes(value));
    return lower.some((value) => value.startsWith(filter.value));
  }

  search(filter?: Filter, text?: { term: string; fields: readonly string[] }): string[] {
    const found = [...this.entities.values()].filter((each) => {
      if (filter && !this.matches(each, filter)) return false;
      if (!text) return true;
      const values = this.values(each);
      return text.fields.some((field) =>
        [...(values.get(field.toLowerCase()) ?? [])].some((value) =>
          value?.toLowerCase().includes(text.term.toLowerCase()),
        ),
      );
    });
    return found.map((each) => each.ref).sort();
  }

  facet(field: string, refs: readonly string[]): { value: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const ref of refs) {
      for (const value of this.values(this.entities.get(ref)!).get(field.toLowerCase()) ?? []) {
        if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1));
  }

  ordered(field: string, descending: boolean): string[] {
    const placed = [...this.entities.values()].flatMap((each) => {
      const values = this.values(each).get(field.toLowerCase());
      if (!values) return [];
      const lower = [...values]
        .filter((value) => value !== null)
        .map((value) => value.toLowerCase())
        .sort();
      return [{ ref: each.ref, uid: each.uid, value: lower[0] ?? null }];
    });
    placed.sort((a, b) => {
      if (a.value === b.value) return a.uid < b.uid ? -1 : 1;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return (a.value < b.value ? -1 : 1) * (descending ? -1 : 1);
    });
    return placed.map((each) => each.ref);
  }
}
