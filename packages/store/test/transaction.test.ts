import assert from "node:assert/strict";
import { after, test } from "node:test";

import { sql } from "kysely";

import { dayAt } from "@lingdai/policy";
import { inTransaction, sqlDay, staffIdOf, type StaffViewer } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

const record = await openTestRecord();
after(async () => {
  await record.close();
});

const viewer: StaffViewer = { level: "county", place: "510104", staffId: staffIdOf(7) };

test("A day goes in as a day and comes out as the same day, by column, list, range and template", async () => {
  const [day, next] = [dayAt("2024-02-29"), dayAt("2024-03-01")];
  await inTransaction(record.worker, "worker", async (tx) => {
    await tx
      .insertInto("region")
      .values([
        { pay_division: "5101", policy: "sichuan-2022", opened_on: day, start: "running" },
        { pay_division: "3703", policy: "zibo-2019", opened_on: next, start: "running" },
      ])
      .execute();
    await tx.updateTable("region").set({ opened_on: next }).where("opened_on", "=", day).execute();
    await tx
      .updateTable("region")
      .set({ opened_on: day })
      .where("pay_division", "=", "5101")
      .execute();
    const found = async (rows: Promise<readonly { opened_on: number }[]>) =>
      (await rows).map(({ opened_on }) => opened_on);
    const regions = tx.selectFrom("region").select("opened_on").orderBy("opened_on");
    assert.deepEqual(await found(regions.where("opened_on", "in", [day, next]).execute()), [
      day,
      next,
    ]);
    assert.deepEqual(await found(regions.where("opened_on", "<", next).execute()), [day]);
    assert.deepEqual(
      await found(regions.where((eb) => eb.between("opened_on", day, day)).execute()),
      [day],
    );
    assert.deepEqual(await found(regions.where("region.opened_on", "=", day).execute()), [day]);
    const raw = await sql<{ day: number }>`SELECT ${sqlDay(day)} + 1 AS day`.execute(tx);
    assert.deepEqual(raw.rows, [{ day: next }]);
  });
});

test("The viewer of a transaction is named for that transaction only", async () => {
  const seen = async (): Promise<unknown> =>
    await inTransaction(record.app, viewer, async (tx) => {
      const { rows } = await sql`SELECT viewer_level(), viewer_place(), viewer_staff()`.execute(tx);
      return rows[0];
    });
  assert.deepEqual(await seen(), {
    viewer_level: "county",
    viewer_place: "510104",
    viewer_staff: 7,
  });
  await inTransaction(record.app, "nobody", async (tx) => {
    const { rows } = await sql`SELECT viewer_level() AS level`.execute(tx);
    assert.deepEqual(rows, [{ level: null }]);
  });
});

test("Neither role looks as the other", async () => {
  await assert.rejects(
    inTransaction(record.app, "worker", async () => {}),
    TypeError,
  );
  await assert.rejects(
    inTransaction(record.worker, viewer, async () => {}),
    TypeError,
  );
});

test("What a transaction throws leaves nothing behind", async () => {
  const failed = inTransaction(record.worker, "worker", async (tx) => {
    await tx.insertInto("division").values({ division: "51", name: "四川省" }).execute();
    throw new Error("changed my mind");
  });
  await assert.rejects(failed, /changed my mind/);
  await inTransaction(record.worker, "worker", async (tx) => {
    assert.deepEqual(await tx.selectFrom("division").selectAll().execute(), []);
  });
});
