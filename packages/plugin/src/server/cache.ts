/**
 * Files of a plugin's own that only save time: it works without them, and makes them again. They come back to the same code on the same
 * database and to nothing else, and are gone when somebody deletes the folder, at whatever time.
 */
export interface PluginCache {
  /**
   * What was written last under a name; `undefined` when there is nothing. A crash of the machine can leave less than was written, and disks
   * fail: check what you read.
   * @throws when the name is not made of lower-case letters, digits and dashes, or when the disk fails
   */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Puts content in place of what is there, all of it or nothing: when the iteration throws, what is there stays.
   * @throws as `read`, and whatever the iteration throws
   */
  write(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
}
