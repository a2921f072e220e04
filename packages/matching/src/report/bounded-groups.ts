// Groups of figures by a text that comes from outside. Such a text may be different in every row of
// a broken file, so only so many groups are kept apart; all further ones share one. Knows no figure.

export const GROUPS_MAX = 2000;

/** The group of everything beyond the limit; a lone line end is no name that anybody gives. */
export const FURTHER_GROUPS = "\n";

export class BoundedGroups<Figures> {
  readonly #groups = new Map<string, Figures>();
  readonly #create: () => Figures;

  constructor(create: () => Figures) {
    this.#create = create;
  }

  /** The figures of that group, or of the further ones where there are too many. */
  at(text: string): Figures {
    const found = this.#groups.get(text);
    if (found !== undefined) return found;
    if (this.#groups.size >= GROUPS_MAX && text !== FURTHER_GROUPS) return this.at(FURTHER_GROUPS);
    const created = this.#create();
    this.#groups.set(text, created);
    return created;
  }

  toMap(): ReadonlyMap<string, Figures> {
    return this.#groups;
  }
}
