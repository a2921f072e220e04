// What PostgreSQL is told at each start: one server on one machine, alone with its data, that takes
// in files of millions of rows and must never lose a decision. Raising memory costs other programs.

import { availableParallelism, totalmem } from "node:os";

/** `disposable` is for tests: their data need not survive a power cut. */
export type Durability = "durable" | "disposable";

const MEGABYTE = 1 << 20;

export function postgresConf(durability: Durability): string {
  const memory = Math.floor(totalmem() / MEGABYTE);
  // A quarter of the memory: what a delta touches over ten million people would otherwise be written
  // out and read again while it is published. Only pages that were ever used take memory.
  const shared = Math.max(128, Math.min(8192, Math.floor(memory / 4)));
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: "'127.0.0.1'",
    // No sockets in the file system: their paths end at 107 bytes.
    unix_socket_directories: "''",
    max_connections: "100",
    shared_buffers: durability === "durable" ? `${shared}MB` : "64MB",
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2))}MB`,
    maintenance_work_mem: "256MB",
    work_mem: "16MB",
    max_parallel_workers_per_gather: String(Math.min(2, availableParallelism())),
    // Nobody streams from this server; so a table filled in the transaction that made it needs no log.
    wal_level: "minimal",
    max_wal_senders: "0",
    // A bulk load would otherwise stop for a checkpoint every gigabyte, and a large delta write all its
    // pages into the log a second time. Costs disk, and seconds of recovery after a crash.
    max_wal_size: "8GB",
    checkpoint_timeout: "15min",
    checkpoint_completion_target: "0.9",
    // A decision that was answered is on disk.
    fsync: durability === "durable" ? "on" : "off",
    full_page_writes: durability === "durable" ? "on" : "off",
    synchronous_commit: "on",
    random_page_cost: "1.1",
    // Compiling costs more than it gives where queries take milliseconds.
    jit: "off",
    timezone: "'Asia/Shanghai'",
    datestyle: "'ISO, YMD'",
    // Logs name no person: no details of rows, no parameters, no statements of failures.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: "0",
    logging_collector: "on",
    log_directory: "'log'",
    log_filename: "'postgresql-%a.log'",
    log_truncate_on_rotation: "on",
    log_rotation_age: "1d",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  return `# Written at each start; changes here are lost.\n${lines.join("")}`;
}
