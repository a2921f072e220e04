// The refusal to work on a database that cannot be used as it is: a folder in use, a server out of
// reach, a migration that was changed. One line for people: what is wrong and how to mend it.

/** Thrown before anything is changed; a command that meets it ends with exit code 2. */
export class UnusableDatabase extends Error {
  constructor(wrong: string, mend: string, options?: ErrorOptions) {
    super(`${wrong}。${mend}`.replaceAll(/\s*[\r\n]+\s*/g, " "), options);
    this.name = "UnusableDatabase";
  }
}
