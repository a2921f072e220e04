import assert from "node:assert/strict";
import { createHmac, createSecretKey } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { IndexCodes } from "./index-codes.ts";

test("The code of a text is its HMAC-SHA-256, as the second case of RFC 4231 says", () => {
  const codes = new IndexCodes(createSecretKey(Buffer.from("Jefe")));
  assert.equal(
    codes.codeOf("what do ya want for nothing?", 32).toString("hex"),
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

test("Whatever text comes after whatever other, node:crypto makes the same code of it", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
  const text = fc.string({ unit: "binary", maxLength: 2000, size: "max" });
  fc.assert(
    fc.property(bytes, fc.array(text, { minLength: 1, maxLength: 4 }), (key, texts) => {
      const secret = createSecretKey(key);
      const codes = new IndexCodes(secret);
      for (const each of texts) {
        const code = createHmac("sha256", secret).update(each).digest();
        assert.deepEqual(codes.codeOf(each, 16), code.subarray(0, 16));
      }
    }),
  );
});
