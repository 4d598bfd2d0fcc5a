/** Every distinct text once, under a small number; 0 stands for no text. Each knows the number of its lower-case form. */
export class StringTable {
  #texts: string[] = [''];
  #lower: number[] = [0];
  #ids = new Map<string, number>();

  get size(): number {
    return this.#texts.length;
  }

  intern(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#texts.push(text);
    this.#lower.push(id);
    this.#ids.set(text, id);
    const lower = text.toLowerCase();
    if (lower !== text) this.#lower[id] = this.intern(lower);
    return id;
  }

  /** 0 when the text is not there. */
  find(text: string): number {
    return this.#ids.get(text) ?? 0;
  }

  text(id: number): string {
    return this.#texts[id]!;
  }

  lower(id: number): number {
    return this.#lower[id]!;
  }

  lowerText(id: number): string {
    return this.#texts[this.#lower[id]!]!;
  }
}
