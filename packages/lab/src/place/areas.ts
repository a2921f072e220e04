// Where the people of each policy live, and what its own certification app is called. The only
// place in this room that names a policy; a further policy needs one line here and its divisions.

/** The part of the country in which a policy's people live. */
export interface Area {
  /** Base name of the table under data/. */
  readonly table: string;
  /** Six digits of the one agency that pays everybody; undefined: the county pays. */
  readonly paidBy?: string;
  /** The app with which people certify themselves, as the source of its observations. */
  readonly app: string;
}

const AREAS: Readonly<Record<string, Area>> = {
  "sichuan-2022": { table: "chengdu", app: "四川e社保" },
  // The policy is about units that the province itself looks after.
  "shanxi-2018": { table: "taiyuan", paidBy: "140000", app: "民生山西" },
  "qingdao-2019": { table: "qingdao", app: "青岛人社" },
  "weihai-2017": { table: "weihai", app: "威海人社" },
  "zibo-2019": { table: "zibo", app: "淄博人社" },
};

export function findArea(policy: string): Area | undefined {
  return Object.hasOwn(AREAS, policy) ? AREAS[policy] : undefined;
}
