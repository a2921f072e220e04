// Files that are read here and there, each opened once. Knows nothing of what they hold.

import { closeSync, openSync } from "node:fs";

export class OpenFiles {
  readonly #descriptors = new Map<string, number>();

  /** The descriptor of a file to read from; what cannot be opened throws the system's error. */
  descriptorOf(path: string): number {
    const known = this.#descriptors.get(path);
    if (known !== undefined) return known;
    const descriptor = openSync(path, "r");
    this.#descriptors.set(path, descriptor);
    return descriptor;
  }

  close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }
}
