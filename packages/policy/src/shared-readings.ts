// Readings that every region shares (DOMAIN section 4, D1 to D16): the text is silent everywhere,
// or says the same. Each region names the clauses under which they stand. Knows no region.

import type { Citation, PackReading } from "./pack.ts";

/** What a shared reading is about; a region names the clauses for each. */
export interface ReadingClauses {
  /** What proves that somebody is entitled. */
  readonly signs: readonly Citation[];
  /** Where the first cycle begins. */
  readonly cycle: readonly Citation[];
  /** How a certification moves the deadline. */
  readonly anchor: readonly Citation[];
  /** What makes somebody pending for contradictory records. */
  readonly conflict: readonly Citation[];
  /** What makes somebody lose entitlement. */
  readonly loss: readonly Citation[];
  /** How wrong records are mended. */
  readonly refute: readonly Citation[];
  /** Verification in person. */
  readonly verify: readonly Citation[];
  /** The stop after a confirmed loss. */
  readonly stop: readonly Citation[];
  /** Who verifies and by when. */
  readonly task: readonly Citation[];
  /** Objections while suspended or stopped. */
  readonly objection: readonly Citation[];
  /** Resumption and back-pay. */
  readonly resume: readonly Citation[];
  /** Who may sign them. */
  readonly signatures: readonly Citation[];
  /** What a death closes. */
  readonly lock: readonly Citation[];
  /** Long suspensions and stops. */
  readonly tracking: readonly Citation[];
}

interface SharedReading {
  readonly option: string;
  readonly about: keyof ReadingClauses;
  readonly zh: string;
  readonly en: string;
}

const SHARED: readonly SharedReading[] = [
  {
    option: "cards-prove-nothing",
    about: "signs",
    zh: "买药、门诊结算、刷社保卡和户籍显示“正常”都不算生存信息，因为卡可能在他人手里；若算，冒领者只要继续用卡就不会被发现。",
    en: 'Medicines bought, out-patient bills, card payments and a "normal" register entry are no signs of life: heirs may hold the card. If they were, whoever keeps using it would never be found.',
  },
  {
    option: "new-beneficiaries",
    about: "cycle",
    zh: "还没有任何认证信息的新领取人，在第一个周期转为待核实之前视为具备资格：核定待遇本身就是证明；否则刚退休的人马上就会被核实。",
    en: "A new beneficiary without any sign is entitled until the first cycle makes them pending: the grant was the proof. Otherwise people would be checked as soon as they retire.",
  },
  {
    option: "conflict-by-day",
    about: "conflict",
    zh: "死亡、失踪或其他丧失信息，遇到发生在同日或之后的生存信息就是矛盾，不论谁先到、隔多久；矛盾只转待核实，本身不暂停。若以后到者为准，一条错记录就能停掉活人的待遇。",
    en: "Death, disappearance and other losses conflict with any sign of life on the same day or later, whichever arrived first. A conflict is checked and suspends nothing by itself; if the last arrival won, one wrong record could stop a living person's pension.",
  },
  {
    option: "hospital-lag",
    about: "conflict",
    zh: "死亡当天及其后三天内的住院、出院记录不算矛盾，那多半是结账滞后；天数改为零会多出误报，改大会漏掉真矛盾。",
    en: "A hospital stay or discharge within three days after a death is no conflict: it is the paperwork. With no such days there are more false alarms, with more of them real conflicts are missed.",
  },
  {
    option: "imprisonment-conflict",
    about: "conflict",
    zh: "住院、体检和境外证明与服刑不矛盾，其他生存信息才矛盾；若都算，狱中就医会使服刑人员继续领取。",
    en: "Hospital records, check-ups and papers do not speak against a prison term, other signs do. If they did, medical care in prison would keep payment going.",
  },
  {
    option: "loss-never-too-old",
    about: "loss",
    zh: "丧失信息不论多旧都按上面的规则判断；若设年限，迟到的死亡记录就会失效。",
    en: "A loss is judged however old it is; with a limit, late death records would be lost.",
  },
  {
    option: "anchor-held-by-loss",
    about: "anchor",
    zh: "生存信息到达时，若已知道同日或更早的死亡、失踪、服刑或其他丧失，它不改截止日期；矛盾裁定为在世后，从裁定之日起算。若照样递延，冒用者刷一次脸就能拖一年。",
    en: "A sign of life that arrives when an earlier or same-day death, disappearance, prison term or other loss is known moves no deadline; decided for life, the cycle starts on the day of the decision. Otherwise an impostor would gain a year each time.",
  },
  {
    option: "refutation-by-group",
    about: "refute",
    zh: "某类丧失被人查明有误后，同类中发生在查明日之前的记录一律无效，并反馈来源更正；否则同一条错误会反复找上门。",
    en: "Once a person found a loss wrong, records of the same group dated before that day have no effect and go back to their source. Otherwise the same error would come back again and again.",
  },
  {
    option: "refutation-leaves-anchor",
    about: "refute",
    zh: "推翻丧失信息时，若没有被它压住的生存信息，截止日期不变；推翻本身不等于认证。若当作认证，纠错就会白送一个周期。",
    en: "Refuting a loss that held no sign of life back leaves the deadline as it was: a refutation is no certification. If it were, mending an error would give away a cycle.",
  },
  {
    option: "confirmation-over-earlier-signs",
    about: "stop",
    zh: "人工确认的丧失，压过确认前已知的生存信息；确认后再到的生存信息重新构成矛盾。若不压过，每次确认都会马上又变成矛盾。",
    en: "A loss that a person confirmed stands over signs of life known before; one that arrives later is a conflict again. Otherwise every confirmation would turn into a conflict at once.",
  },
  {
    option: "verification-refutes",
    about: "verify",
    zh: "见到本人即推翻死亡、失踪和服刑；收养、再婚、就业、参军和其他丧失只有核实人点名才推翻，未点名时当天算认证但仍为丧失。",
    en: "Seeing the person refutes death, disappearance and prison; other losses only where the verifier names them. Unnamed, the visit certifies that day and the row stays lost.",
  },
  {
    option: "verification-of-one-benefit",
    about: "verify",
    zh: "核实“具备资格”只作用于被核实的那一项待遇；若作用于全人，供养亲属的条件会被一并放过。",
    en: "A verification as entitled concerns the one benefit it was asked for. If it spoke for all, dependants' conditions would pass unseen.",
  },
  {
    option: "stop-needs-a-person",
    about: "stop",
    zh: "停发一定要由人确认丧失；仅凭数据的丧失和矛盾只会暂停、上报，时间不会把它们变成停发。若可自动停发，错误数据就会终结待遇。",
    en: "A stop for a loss always takes a person's confirmation; a loss from data alone, or a conflict, escalates and never becomes a stop by time. Otherwise wrong records would end benefits.",
  },
  {
    option: "reason-kept",
    about: "stop",
    zh: "已暂停的待遇后来出现丧失或矛盾，暂停原因不变；确认后才换成新原因（死亡并锁定），已停发的不再重复告知。若随信息改原因，未经确认的死亡会锁住档案。",
    en: "A suspended benefit that turns lost or into conflict keeps its reason; only a confirmation replaces it (death locks), with no second notice to those stopped already. If records replaced it, unconfirmed deaths would lock files.",
  },
  {
    option: "conflict-body",
    about: "task",
    zh: "矛盾的任务交给核实无认证信息者的同一机构；若另设机构，基层就不知道自己辖区的人有争议。",
    en: "The task of a conflict goes to the body that checks those without a sign; otherwise that body would not know of the dispute.",
  },
  {
    option: "one-task",
    about: "task",
    zh: "每项待遇同时只有一个核实任务，先后为：确认丧失、矛盾、劳动能力不明、异议、无认证信息；新原因换掉旧任务和期限。若可并存，同一个人会被几家重复上门。",
    en: "A benefit has one open task at most: confirmation before conflict, unknown incapacity, objection and no sign. A new reason replaces body and due date; several at once would send several bodies to one person.",
  },
  {
    option: "escalation-to-agency",
    about: "task",
    zh: "基层或单位逾期未办的任务次日转经办机构，期限为转来之日起一个月；经办机构自己逾期的任务留着并计数。若不转，任务会无声地烂掉。",
    en: "An overdue task of a service point or unit moves to the agency the day after, due a month later; the agency's own stays and is counted. Otherwise tasks would rot in silence.",
  },
  {
    option: "objection-task",
    about: "objection",
    zh: "有人说明仍具备资格，即开一个新任务，换掉原有的任何任务，期限三个月，由核实无认证信息者的机构办理；已停发的，联系不上不了结异议。若沿用旧期限，临期才提的异议会来不及核实。",
    en: "An objection takes the task of whatever reason there was: due in three months, with the body that checks those without a sign; on a stopped benefit nobody found does not settle it. With the old due date late objections could not be checked in time.",
  },
  {
    option: "objection-only-when-held",
    about: "objection",
    zh: "只有暂停或停发后才受理异议；正常发放时没有可异议的。",
    en: "An objection is accepted while suspended or stopped only; while paid there is nothing to object to.",
  },
  {
    option: "applications-by-themselves",
    about: "resume",
    zh: "暂停或停发的人一旦恢复资格，恢复和补发申请当天自动生成，只等签字；若要本人申请，不懂手续的人会一直领不到。",
    en: "Once a held-back person is entitled again, resumption and back-pay are applied for by themselves that day; only signatures are missing. If people had to apply, those who do not know how would wait for ever.",
  },
  {
    option: "three-signatures",
    about: "signatures",
    zh: "恢复、补发、终止都由三个不同的人依次签字，本地区文件没写也一样；少于三人不生效。减少人数会让一个人就能放款。",
    en: "Resumption, back-pay and termination take three different people in order, also where the text does not ask it; fewer have no effect. With fewer, one person could release money alone.",
  },
  {
    option: "owed-months",
    about: "resume",
    zh: "每月一日夜间处理后仍未发放的月份记为欠发；丧失发生的当月补，整月在丧失之后的不补，释放或返回的当月起再补。改计日口径会使边界月份多发或少发。",
    en: "A month unpaid after the run of its 1st is owed. The month of a loss is paid, months wholly after it are not, until the month of release or return. Another count would shift the months at the edges.",
  },
  {
    option: "death-lock",
    about: "lock",
    zh: "因死亡暂停或停发后锁定：不得改资料、换账户、恢复；认证、异议、核实、推翻、终止和死亡前月份的补发仍可办。锁得更严，误判的人就无法翻案。",
    en: "After a suspension or stop for death no edit, account change or resumption; certification, objection, verification, refutation, termination and back-pay of earlier months stay open. A tighter lock would leave the wrongly dead no way back.",
  },
  {
    option: "tracking-list",
    about: "tracking",
    zh: "停发满一年仍未处理的进入跟踪台账，暂停超过三个月未决的进入清理名单；名单本身不改变待遇。",
    en: "A year after a stop the case is tracked, after three months of suspension it is on the clean-up list; the lists change no benefit.",
  },
  {
    option: "first-use-of-a-region",
    about: "cycle",
    zh: "地区首次启用且此前无提醒记录的，建档之日已过截止日的人当天提醒，因到期而暂停的推迟到三个月之后；截止日未到的当天提醒即算及时。接管已在运行的地区则视为都提醒过。若首日就按到期暂停，会有人毫无预警就断了待遇。",
    en: "Where a region starts without earlier warnings, whoever is past the deadline on opening is reminded that day and no lapse suspends them for three months; a deadline still ahead makes the reminder of day one timely. A region taken over while running counts everybody as warned. Otherwise people would lose payment on day one without a warning.",
  },
  {
    option: "hold-the-clock",
    about: "cycle",
    zh: "某来源数据迟到时，经办机构可以为上次认证来自该来源的人暂缓计时：不因到期暂停，暂停满三个月也不停发；提醒和核实照常。解除后，期间到期的在次日夜间处理。若不暂缓，数据迟到会断掉在世者的待遇。",
    en: "While a source is late an agency may hold the clock of those whose last certification came from it: no suspension for a lapse, no stop after three months of suspension; reminders and tasks go on. What fell due meanwhile follows in the run of the day after. Otherwise a late file would cut off the living.",
  },
  {
    option: "taken-over-held-back",
    about: "resume",
    zh: "花名册接管时已暂停或停发而未写原因的，原因记为“其他”，恢复须经三人签字；接管之前的欠发月份无从得知，不列。若猜成未认证，有的地区会自动恢复发放。",
    en: "A benefit taken over suspended or stopped without a reason has the reason `other` and is resumed with three signatures; nothing is known to be owed from before. If it were taken for a lapse, some regions would pay again by themselves.",
  },
  {
    option: "dispute-with-death-lock",
    about: "lock",
    zh: "死亡与在世信息矛盾而仍在发放时不锁定；因死亡已暂停的，出现矛盾也不解锁，直到死亡被推翻。",
    en: "A death in conflict on a paid benefit locks nothing; a lock once set stays through a conflict until the death is refuted.",
  },
];

/** The shared readings under one region's clauses. */
export function sharedReadings(clauses: ReadingClauses): readonly PackReading[] {
  return SHARED.map(({ option, about, zh, en }) => ({ option, cites: clauses[about], zh, en }));
}
