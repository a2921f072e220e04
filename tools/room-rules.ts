// The rooms of the house and the arrows between them: who may import whom. Arrows point downward
// only. It must not know how imports are found, nor read any file.

import { isBuiltin } from "node:module";
import path from "node:path/posix";

interface Room {
  /** Folder from the root of the checkout. */
  readonly folder: string;
  /** The rooms below this one, by name. */
  readonly mayImport: readonly string[];
  /** The only packages that its sources may import at run time; undefined: those that it declares. */
  readonly onlyPackages?: readonly string[];
  /** The rooms that only its tests may import. */
  readonly testsMayImport?: readonly string[];
  /** Doors besides the index (`@lingdai/ROOM/DOOR`), for who needs little of a room and starts often. */
  readonly furtherDoors?: readonly string[];
  /** Pure rooms touch nothing of the machine: no module of Node in their sources. */
  readonly pure?: true;
  /** May import what it computes, which nobody can check: only to choose between two forms of one thing. */
  readonly mayCompute?: true;
}

const ROOMS: Readonly<Record<string, Room>> = {
  policy: {
    folder: "packages/policy",
    mayImport: [],
    onlyPackages: ["chinese-days"],
    furtherDoors: ["batch"],
    pure: true,
  },
  matching: {
    folder: "packages/matching",
    mayImport: ["policy"],
    furtherDoors: ["batch", "start"],
  },
  lab: { folder: "packages/lab", mayImport: ["policy", "matching"] },
  store: { folder: "packages/store", mayImport: ["policy"], testsMayImport: ["test-kit"] },
  "test-kit": { folder: "packages/test-kit", mayImport: ["policy", "matching", "store"] },
  service: {
    folder: "packages/service",
    mayImport: ["policy", "matching", "lab", "store"],
    testsMayImport: ["test-kit"],
  },
  cli: {
    folder: "packages/cli",
    mayImport: ["policy", "matching", "lab", "store", "service"],
    testsMayImport: ["test-kit"],
  },
  benchmarks: {
    folder: "benchmarks",
    mayImport: ["policy", "matching", "lab", "store", "service", "test-kit"],
  },
  tools: { folder: "tools", mayImport: [] },
  // The command runs from a bundle of the same sources.
  bin: { folder: "bin", mayImport: ["tools", "cli"], mayCompute: true },
};

/** The folders in which sources may stand. */
export const ROOM_FOLDERS: readonly string[] = Object.values(ROOMS).map((room) => room.folder);

/** The name of the room in which a file stands. */
function findRoom(file: string): string | undefined {
  return Object.keys(ROOMS).find((name) => file.startsWith(`${ROOMS[name]?.folder}/`));
}

/** Tests may use what sources may not; sources never lean on tests. */
function isTest(file: string): boolean {
  return file.endsWith(".test.ts") || file.includes("/test/");
}

/** Where an import leads: a file of the checkout, or undefined for somebody else's package. */
export function targetOf(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return path.join(path.dirname(importer), specifier);
  const [, name = "", door] = /^@lingdai\/([^/]+)(?:\/([^/]+))?$/.exec(specifier) ?? [];
  const room = Object.hasOwn(ROOMS, name) ? ROOMS[name] : undefined;
  if (room === undefined) return undefined;
  if (door === undefined) return `${room.folder}/src/index.ts`;
  return room.furtherDoors?.includes(door) ? `${room.folder}/src/${door}.ts` : undefined;
}

/** Why an import is refused, or undefined when it is allowed. `sources` are all files of the checkout. */
export function refusalOfImport(
  importer: string,
  specifier: string | undefined,
  sources: ReadonlySet<string>,
): string | undefined {
  const name = findRoom(importer);
  const room = name === undefined ? undefined : ROOMS[name];
  if (name === undefined || room === undefined) return "stands in no room";
  if (specifier === undefined)
    return room.mayCompute ? undefined : "computes what it imports: nobody can check that";
  if (specifier.startsWith("/") || specifier.startsWith("file:")) return "names a machine's path";

  const target = targetOf(importer, specifier);
  if (target === undefined) return refusalOfPackage(importer, specifier, room);
  if (!sources.has(target)) {
    return specifier.startsWith(".") && !/\.[cm]?[jt]sx?$/.test(specifier)
      ? "is no source file"
      : "leads to no file";
  }
  if (isTest(target) && !isTest(importer)) return "leans on a test";
  const below = findRoom(target);
  if (below === name) {
    return specifier.startsWith(".") || isTest(importer) ? undefined : "names its own room";
  }
  const mayImport = isTest(importer)
    ? [...room.mayImport, ...(room.testsMayImport ?? [])]
    : room.mayImport;
  if (below === undefined || !mayImport.includes(below)) {
    return `points from ${name} to ${below ?? "no room"}: arrows point downward only`;
  }
  const throughTheDoor = !specifier.startsWith(".") || !target.startsWith("packages/");
  return throughTheDoor || name === "bin" ? undefined : "goes around the other room's index";
}

function refusalOfPackage(importer: string, specifier: string, room: Room): string | undefined {
  if (specifier.startsWith("@lingdai/")) return "names no room, or goes around its index";
  if (isTest(importer)) return undefined;
  if (isBuiltin(specifier)) return room.pure ? "brings the machine into a pure room" : undefined;
  const allowed = room.onlyPackages?.some(
    (name) => specifier === name || specifier.startsWith(`${name}/`),
  );
  if (allowed ?? true) return undefined;
  return `is not among the packages of this room (${room.onlyPackages?.join(", ")})`;
}
