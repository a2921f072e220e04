// Who works in the demonstration: one account for each place from which the work can be seen, and the
// people whose signatures must differ.

import type { NewStaff, ViewerLevel } from "@lingdai/store";

export type DemoPlaces = Readonly<Record<ViewerLevel, string>>;
type DemoAccount = Pick<NewStaff, "login" | "name" | "role" | "level" | "place">;

export function demoAccounts(places: DemoPlaces): readonly DemoAccount[] {
  const at = (level: ViewerLevel) => ({
    level,
    place: places[level],
  });
  return [
    { login: "admin", name: "管理员", role: "admin", ...at("province") },
    { login: "province", name: "省级经办", role: "clerk", ...at("province") },
    { login: "city", name: "市级经办", role: "clerk", ...at("city") },
    { login: "county", name: "县级经办", role: "clerk", ...at("county") },
    { login: "reviewer1", name: "初审", role: "reviewer", ...at("city") },
    { login: "reviewer2", name: "复审", role: "reviewer", ...at("city") },
    { login: "approver", name: "审批", role: "approver", ...at("city") },
    { login: "street", name: "镇街人社所", role: "clerk", ...at("township") },
    { login: "village", name: "社区服务站", role: "clerk", ...at("village") },
    { login: "unit", name: "参保单位", role: "unit-clerk", ...at("unit") },
  ];
}
