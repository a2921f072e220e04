// Why a row is rejected, in words for the person who can mend the mapping or the file. Knows the
// reasons of FORMATS section 2, no files.

import type { Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

import type { RejectReason } from "../judge/reject-reason.ts";
import { dateFormOf } from "./cell-contents.ts";

export interface RejectedCell {
  readonly reason: RejectReason;
  /** Our column name; empty where the whole row is meant. */
  readonly field: string;
  /** As read. */
  readonly value: string;
  /** The pattern that its days follow. */
  readonly pattern: string | undefined;
  readonly asOf: Day;
}

/** One or two sentences: what is wrong, and how to mend it. */
export function whyRejected({ reason, field, value, pattern, asOf }: RejectedCell): string {
  switch (reason) {
    case "unreadable-row":
      return "整行读不懂：有编码不认识的字节，或引号没有闭合，或单元格是没有算出结果的公式";
    case "missing-field":
      return `${field} 必须有值，这里是空的`;
    case "bad-id-format":
      return /^\d{16,}$/.test(value) && value.endsWith("0")
        ? "号码的位数或字符不对；若是 Excel 里按数字存的号码，末尾几位已经丢失，请在来源方改成文本"
        : "号码的位数或字符不对";
    case "bad-birth-date-in-id":
      return `号码里的出生日期不是 1850-01-01 至 ${formatDay(asOf)} 的真实日期`;
    case "bad-id-checksum":
      return "号码的校验码不对，可能录错了一位";
    case "unknown-kind":
      return `代码不认识：请在映射的 values 里写 ${field}: {${JSON.stringify(value.trim())}: 我方代码}`;
    case "bad-date":
      return whyNoDay(field, value, pattern ?? "");
    case "future-date":
      return `日期晚于截至日 ${formatDay(asOf)}，或晚于到达日`;
  }
}

function whyNoDay(field: string, value: string, pattern: string): string {
  const column = { name: "", values: [value], hasDateCells: false };
  const other = dateFormOf(column)?.pattern;
  if (other === undefined || other === pattern) return `不是 ${pattern} 式样的真实日期`;
  return `不是 ${pattern} 式样的日期，像是 ${other}：请在映射的 dates 里写 ${field}: ${other}`;
}
