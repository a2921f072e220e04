// A pause of payment, due now or on a later day, with what brings payment back. Never a word that
// could be taken for an accusation or for the end of a benefit.

import type { Label } from "../codes.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Said } from "./said.ts";
import { dayInWords, say } from "./said.ts";
import type { DueSuspension, Situation } from "./situation.ts";

/** A pause that the rules ask for already; the day may be long past, which is not the reader's fault. */
export function pausedNow({ pack, evaluation, asOf }: Situation, due: DueSuspension): Said {
  const day = dayInWords(due.dueOn);
  const back = backAfter(due, evaluation);
  const isPast = due.dueOn < asOf;
  return say(
    isPast
      ? `按规定，这笔钱要先暂停发放，从${day.zh}起就该这样办。${back.zh}`
      : `按规定，从${day.zh}起要先暂停发钱。${back.zh}`,
    isPast
      ? `Under the rules payment pauses, and should have since ${day.en}.${back.en}`
      : `Under the rules payment pauses from ${day.en}.${back.en}`,
    pack.cites.suspension(due.cause, due.lossKind),
  );
}

/** A pause to come if nothing else is heard of. */
export function pausedLater({ pack }: Situation, due: DueSuspension, evaluation: Evaluation): Said {
  const day = dayInWords(due.dueOn);
  const back = backAfter(due, evaluation);
  const isLapse = isMereLapse(due, evaluation);
  return say(
    isLapse
      ? `如果一直没有认证，从${day.zh}起会先暂停发钱。${back.zh}`
      : `如果一直没有核实清楚，从${day.zh}起会先暂停发钱。${back.zh}`,
    isLapse
      ? `Without certification payment pauses from ${day.en}.${back.en}`
      : `If it is still not clear by then, payment pauses from ${day.en}.${back.en}`,
    pack.cites.suspension(due.cause, due.lossKind),
  );
}

/** Whether a certification alone mends it. */
function isMereLapse({ cause }: DueSuspension, { pendingReason }: Evaluation): boolean {
  return cause === "lapse" && pendingReason === "no-sign";
}

/** What brings payment back; the English begins with a blank, as it follows a sentence. */
function backAfter(due: DueSuspension, evaluation: Evaluation): Label {
  if (due.cause === "came-of-age") return { zh: "", en: "" };
  if (due.cause === "payment-failures") {
    return {
      zh: "把收钱的账户改好，就能恢复，停发的钱会补给您。",
      en: " Once your account is put right it can come back, with what was missed.",
    };
  }
  if (isMereLapse(due, evaluation)) {
    return {
      zh: "这只是暂停。认证以后就能恢复，停发的钱会补给您。",
      en: " It is only a pause. Once you are certified it can come back, with what was missed.",
    };
  }
  return {
    zh: "这只是暂停。核实下来没有问题，就能恢复，该补的钱会补给您。",
    en: " It is only a pause. If all turns out well it can come back, with what was missed.",
  };
}
