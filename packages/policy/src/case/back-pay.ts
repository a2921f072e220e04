// Which months are owed (补发): unpaid, while the person was entitled, not yet approved (D14).

import { monthIndexOf } from "../civil-date.ts";
import type { Pack } from "../pack.ts";
import type { Loss } from "../losses.ts";
import { applyingLosses, endOf } from "../losses.ts";
import { positionOn } from "../position.ts";
import type { CaseFile, EntitlementFile } from "./case-file.ts";
import { factsOf, recordsOf } from "./case-file.ts";

/**
 * Months (as integers) owed and not yet approved, in order. A month in which a loss falls is owed,
 * months wholly after it are not, until release or return, whose month is owed. Shown once the
 * person is eligible again, and from the confirmation of a death (SC 32.2).
 */
export function owedMonths(
  pack: Pack,
  file: CaseFile,
  entitlement: EntitlementFile,
  day: number,
): readonly number[] {
  const facts = factsOf(file, entitlement);
  const records = recordsOf(file, entitlement);
  const position = positionOn(pack, facts, records, day);
  const isDeathConfirmed = position.standing.some(
    (loss) => loss.group === "death" && loss.confirmedAt !== undefined,
  );
  if (position.conclusion !== "eligible" && !isDeathConfirmed) return [];
  const gaps = applyingLosses(pack, facts, records)
    .filter(
      (loss) =>
        loss.arrivedOn <= day && !position.disputed.some((other) => isSameLoss(loss, other)),
    )
    .map((loss) => {
      const end = endOf(loss, position.life);
      return {
        after: monthIndexOf(loss.occurredOn),
        before: end === undefined ? Infinity : monthIndexOf(end),
      };
    });
  return entitlement.unpaidMonths.filter(
    (month) =>
      !entitlement.backPaidMonths.includes(month) &&
      !gaps.some((gap) => month > gap.after && month < gap.before),
  );
}

function isSameLoss(left: Loss, right: Loss): boolean {
  return left.sign === right.sign && left.confirmedAt === right.confirmedAt;
}
