// Under which key a brought file lies: by its content and mapping, and by the place that it is for.

export function keyOfFile(file: { readonly contentHash: Buffer; readonly place: string }): string {
  return `${file.contentHash.toString("hex")}-${file.place}`;
}
