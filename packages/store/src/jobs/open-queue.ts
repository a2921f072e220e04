// The queue's own schema: its runner brings it up to date as the owner of the database, and here it is
// opened to the role that jobs run as. Doing it twice changes nothing. Knows no job.

import pg from "pg";

/** The queue's tables keep everybody but their owner out; a worker may do with them what it must. */
const OPEN_TO_WORKERS = `
  GRANT USAGE ON SCHEMA graphile_worker TO lingdai_worker;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO lingdai_worker;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO lingdai_worker;
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT relname FROM pg_class
      WHERE relnamespace = 'graphile_worker'::regnamespace AND relrowsecurity
    LOOP
      EXECUTE format('DROP POLICY IF EXISTS every_row ON graphile_worker.%I', name);
      EXECUTE format('CREATE POLICY every_row ON graphile_worker.%I TO lingdai_worker'
        ' USING (true)', name);
    END LOOP;
  END $$;`;

/** An arbitrary number: of several that open it at once, one after the other. */
const OPENING = 7_264_116n;

/** Runs the queue's own runner, alone, and opens what it made. */
export async function openQueue(ownerUrl: string, install: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [OPENING]);
    await install();
    await client.query(OPEN_TO_WORKERS);
  } finally {
    await client.end();
  }
}
