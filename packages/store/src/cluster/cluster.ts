// The PostgreSQL that comes along: made in the data folder on first use, started, stopped, and found
// again after its Node was killed. States of a folder: free; held by a living process (refused); left
// behind with a server still running (that server is stopped first: its sessions serve nobody).
// Knows no table.

import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";

import pg from "pg";

import { UnusableDatabase } from "../unusable-database.ts";
import { claimFolder, findHolder, isAlive } from "./folder-claim.ts";
import { choosePlace, findPrograms, makePassable } from "./reach.ts";
import { runCommand, type Account } from "./run-command.ts";
import { findServerAccount } from "./server-account.ts";
import { postgresConf, type Durability } from "./settings.ts";

const OWNER = "lingdai_owner";
const DATABASE = "lingdai";
const START_ATTEMPTS = 3;

export interface Cluster {
  /** How the owner of the database connects; it holds a password. */
  readonly url: string;
  /** Ends all sessions and the server, and gives the folder back. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** The data folder; made where it is missing. */
  readonly folder: string;
  readonly durability?: Durability;
}

/** What the folder remembers of its cluster. */
interface ClusterNote {
  readonly place: string;
  readonly ownerPassword: string;
}

/** Starts the folder's server for this process alone; `UnusableDatabase` where another one holds it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = path.resolve(options.folder);
  await makePassable(folder);
  const claim = await claimFolder(folder);
  try {
    const account = await findServerAccount();
    const server = new Server(await findPrograms(account), account, options);
    const note = await server.prepare(folder);
    const url = await server.start(note);
    // Where Node ends without stopping it, at least the server is asked to.
    const atExit = (): void => {
      server.signal("SIGINT");
    };
    process.once("exit", atExit);
    return {
      url,
      stop: async () => {
        process.off("exit", atExit);
        await server.stop(note);
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** The owner's URL of a server that another living process runs in this folder. */
export async function findRunningCluster(folder: string): Promise<string | undefined> {
  const holder = await findHolder(path.resolve(folder));
  const note = holder === undefined ? undefined : await readNote(path.resolve(folder));
  if (note === undefined) return undefined;
  const running = await readPostmaster(note.place);
  return running === undefined ? undefined : urlOf(note, running.port, DATABASE);
}

class Server {
  readonly #programs: string;
  readonly #account: Account;
  readonly #durability: Durability;
  #pid: number | undefined;

  constructor(programs: string, account: Account, { durability = "durable" }: ClusterOptions) {
    this.#programs = programs;
    this.#account = account;
    this.#durability = durability;
  }

  /** Makes the cluster where there is none yet. */
  async prepare(folder: string): Promise<ClusterNote> {
    const known = await readNote(folder);
    if (known !== undefined) return known;
    const place = await choosePlace(folder, this.#account);
    const note: ClusterNote = { place, ownerPassword: randomBytes(24).toString("base64url") };
    // A note is written last: what an interrupted attempt left is no cluster.
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { mode: 0o700 });
    await this.#own(place);
    await this.#initialise(note);
    await writeFile(noteFile(folder), JSON.stringify(note), { mode: 0o600 });
    return note;
  }

  async #initialise({ place, ownerPassword }: ClusterNote): Promise<void> {
    const passwordFile = path.join(place, "..", `.${randomBytes(6).toString("hex")}`);
    await writeFile(passwordFile, `${ownerPassword}\n`, { mode: 0o600 });
    await this.#own(passwordFile);
    try {
      // The built-in locale is the same on every system; the default would be SQL_ASCII without LANG.
      const { code, output } = await this.#run("initdb", [
        `--pgdata=${place}`,
        `--username=${OWNER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(this.#durability === "disposable" ? ["--no-sync"] : []),
      ]);
      if (code !== 0) throw cannotStart(place, output);
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  /** Resolves with the owner's URL once the server answers. */
  async start(note: ClusterNote): Promise<string> {
    await this.#stopLeftBehind(note.place);
    const configuration = path.join(note.place, "postgresql.conf");
    await writeFile(configuration, postgresConf(this.#durability));
    await this.#own(configuration);
    let output = "";
    for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
      // Another program may take the port between here and there: then the next attempt has another.
      const port = await freePort();
      const log = path.join(note.place, "start.log");
      const start = ["start", "--pgdata", note.place, "--wait", "--timeout=120", "--log", log];
      const started = await this.#run("pg_ctl", [...start, "--options", `-p ${port}`]);
      this.#pid = (await readPostmaster(note.place))?.pid;
      if (started.code === 0) {
        await createDatabase(note, port);
        return urlOf(note, port, DATABASE);
      }
      output = `${started.output}\n${await readFile(log, "utf8").catch(() => "")}`;
      await rm(log, { force: true });
    }
    throw cannotStart(note.place, output);
  }

  async #stopLeftBehind(place: string): Promise<void> {
    const running = await readPostmaster(place);
    if (running === undefined || !isAlive(running.pid)) return;
    const { code } = await this.#run("pg_ctl", ["status", "--pgdata", place]);
    if (code === 0) await this.stop({ place });
  }

  async stop({ place }: Pick<ClusterNote, "place">): Promise<void> {
    this.#pid = undefined;
    const stop = ["stop", "--pgdata", place, "--wait"];
    const fast = await this.#run("pg_ctl", [...stop, "--timeout=60", "--mode=fast"]);
    if (fast.code === 0) return;
    const { code } = await this.#run("pg_ctl", ["status", "--pgdata", place]);
    // Recovery at the next start then does what the last checkpoint could not.
    if (code === 0) await this.#run("pg_ctl", [...stop, "--timeout=10", "--mode=immediate"]);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#pid !== undefined && isAlive(this.#pid)) process.kill(this.#pid, signal);
  }

  async #run(program: "initdb" | "pg_ctl", args: readonly string[]) {
    return await runCommand(path.join(this.#programs, program), args, this.#account);
  }

  async #own(file: string): Promise<void> {
    const { uid, gid } = this.#account;
    if (uid !== undefined && gid !== undefined) await chown(file, uid, gid);
  }
}

function noteFile(folder: string): string {
  return path.join(folder, "cluster.json");
}

async function readNote(folder: string): Promise<ClusterNote | undefined> {
  const text = await readFile(noteFile(folder), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  await chmod(noteFile(folder), 0o600);
  return JSON.parse(text) as ClusterNote;
}

/** Process and port of the server that last ran in a cluster and was not stopped. */
async function readPostmaster(place: string) {
  const text = await readFile(path.join(place, "postmaster.pid"), "utf8").catch(() => "");
  const [pid = "", , , port = ""] = text.split("\n");
  return /^\d+$/.test(pid) ? { pid: Number(pid), port: Number(port) } : undefined;
}

function urlOf({ ownerPassword }: ClusterNote, port: number, database: string): string {
  return `postgres://${OWNER}:${ownerPassword}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(note: ClusterNote, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(note, port, "postgres") });
  await client.connect();
  try {
    const known = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(address === null || typeof address === "string" ? 0 : address.port);
      });
    });
  });
}

function cannotStart(place: string, output: string): UnusableDatabase {
  const last = output.split("\n").slice(-3).join(" ");
  return new UnusableDatabase(`PostgreSQL 无法在 ${place} 启动`, `它说：${last}`);
}
