/** The same numbers in an array with room for at least `length`, and half as much again, so that growing is cheap on the whole. */
export function withRoom(numbers: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (numbers.length >= length) return numbers;
  const grown = new Uint32Array(Math.max(length, Math.ceil(numbers.length * 1.5), 64));
  grown.set(numbers);
  return grown;
}

/** How much room to leave for what is yet to come, so that the first change after a start does not move everything. */
export function roomFor(length: number): number {
  return (length >>> 5) + 64;
}
