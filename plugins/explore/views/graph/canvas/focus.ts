/** Which entity is looked at. Of hundreds on the screen, only those whose look changes draw themselves again. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Picture } from '../picture.ts';

export type Look = 'self' | 'near' | undefined;

export class Focus {
  #picture: Picture | undefined;
  #selected: string | undefined;
  #hovered: string | undefined;
  #looks = new Map<string, Look>();
  readonly #listeners = new Set<() => void>();

  show(picture: Picture, selected: string | undefined): void {
    this.#picture = picture;
    this.#selected = selected;
    this.#look();
  }

  hover(ref: string | undefined): void {
    this.#hovered = ref;
    this.#look();
  }

  /** Of an entity by its ref, of a line by its id. */
  lookOf(id: string): Look {
    return this.#looks.get(id);
  }

  get isOn(): boolean {
    return this.#looks.size > 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #look(): void {
    const looks = new Map<string, Look>();
    const ref = this.#hovered ?? this.#selected;
    if (ref !== undefined && this.#picture?.byRef.has(ref)) {
      for (const line of this.#picture.at(ref)) {
        looks.set(line.id, 'near');
        looks.set(line.source === ref ? line.target : line.source, 'near');
      }
      looks.set(ref, 'self');
    }
    this.#looks = looks;
    for (const listener of this.#listeners) listener();
  }
}

export const FocusContext = createContext(new Focus());

export function useLook(id: string): Look {
  const focus = useContext(FocusContext);
  return useSyncExternalStore(focus.subscribe, () => focus.lookOf(id));
}

export function useIsFocused(focus: Focus): boolean {
  return useSyncExternalStore(focus.subscribe, () => focus.isOn);
}
