import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "@lingdai/policy";
import type { NoticeFacts } from "@lingdai/store";
import { beneficiaryIdOf } from "@lingdai/store";

import { noticeLetter } from "./notice-letter.ts";

const PERSON = { name: "李秀英", idNumber: "510***********003X", phone: "", residenceAddress: "" };

function factsOf(given: Partial<NoticeFacts>): NoticeFacts {
  return {
    noticeId: 7,
    beneficiaryId: beneficiaryIdOf(1),
    notice: "suspension-notice",
    issuedOn: dayAt("2024-02-01"),
    insurance: "work-injury",
    kind: "disability-allowance",
    policy: "sichuan-2022",
    payDivision: "510104",
    agencyName: "锦江区",
    sealed: Buffer.of(),
    stopReason: null,
    lossKind: null,
    cites: null,
    ...given,
  };
}

test("A suspension names its reason and each clause as one reads it aloud", () => {
  const facts = factsOf({ stopReason: "not-certified", cites: ["SC 24", "SC 35"] });
  const [first = ""] = noticeLetter("suspension-notice", facts, PERSON).paragraphs;
  assert.match(first, /^您的工伤保险（伤残津贴）自2024年2月1日起暂停发放。原因：未通过资格认证。/);
  assert.match(first, /依据：四川省.*第二十四条、第三十五条。$/);
});

test("A resumption says since when, names no reason, and goes to the person", () => {
  const facts = factsOf({ cites: ["SC 27"] });
  const letter = noticeLetter("resume-notice", facts, PERSON);
  assert.equal(letter.salutation, "李秀英：");
  assert.match(letter.paragraphs[0] ?? "", /已恢复发放，从2024年2月1日起。依据：.*第二十七条。$/);
  assert.ok(letter.paragraphs.every((text) => !text.includes("原因")));
});

test("A suspension for death already goes to the family", () => {
  const facts = factsOf({ stopReason: "death", lossKind: "death-cremation" });
  const letter = noticeLetter("suspension-notice", facts, PERSON);
  assert.equal(letter.salutation, "李秀英的家属：");
  const [first = ""] = letter.paragraphs;
  assert.match(first, /^李秀英的工伤保险.*暂停发放。原因：死亡（殡葬火化信息）。$/);
});

test("Where no name of the agency is known its code stands, and no clause is made up", () => {
  const letter = noticeLetter("stop-notice", factsOf({ agencyName: null, policy: null }), PERSON);
  assert.deepEqual(letter.signature, ["510104社会保险经办机构（章）", "2024年2月1日"]);
  assert.doesNotMatch(letter.paragraphs[0] ?? "", /依据/);
});
