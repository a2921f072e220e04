// Who had to do something for a certification: nobody (the record came as data), the person or a
// relative with a phone, staff who met the person, or somebody who sent a paper. One table, as the
// share of silent certification is the figure by which the whole system is judged.

import type { Label, LifeSign } from "@lingdai/policy";

export const EFFORTS = {
  silent: { zh: "数据自动认证", en: "silently, from data" },
  phone: { zh: "用手机自己办", en: "by phone" },
  met: { zh: "见面办", en: "in person" },
  paper: { zh: "寄交书面证明", en: "by paper" },
} as const satisfies Record<string, Label>;
export type Effort = keyof typeof EFFORTS;

interface Judged {
  readonly effort: Effort;
  /** Why it stands there. */
  readonly because: string;
}

const TRAVEL: Judged = { effort: "silent", because: "a journey made for its own sake; SC 9" };
const MEDICAL: Judged = { effort: "silent", because: "medical care, not certification; SC 9" };
const OWN_APP: Judged = { effort: "phone", because: "somebody holds a phone to a face; SC 10" };
const CAME: Judged = { effort: "met", because: "the person comes to a place of certification" };
const MET_BY_STAFF: Judged = {
  effort: "met",
  because: "staff meet the person and record it, whatever the occasion; SC 11, SC 18",
};
const SENT: Judged = { effort: "paper", because: "a paper is obtained abroad and handed in" };

const JUDGED: Readonly<Record<LifeSign, Judged>> = {
  "rail-travel": TRAVEL,
  "air-travel": TRAVEL,
  "border-crossing": TRAVEL,
  "hospital-stay": MEDICAL,
  "hospital-discharge": MEDICAL,
  "health-checkup": MEDICAL,
  "bank-visit": {
    effort: "silent",
    because: "the bank reports a visit for the bank's sake; QD 1.3",
  },
  released: { effort: "silent", because: "the justice authority reports it" },
  returned: { effort: "silent", because: "the police report it" },
  "other-life": { effort: "silent", because: "it comes with other data; nobody filed it with us" },
  "face-self": OWN_APP,
  "face-on-behalf": OWN_APP,
  video: OWN_APP,
  "consular-app": OWN_APP,
  "terminal-biometric": CAME,
  counter: CAME,
  community: CAME,
  "offsite-assist": CAME,
  proxy: { effort: "met", because: "a relative comes with a mandate and two cards" },
  "home-visit": MET_BY_STAFF,
  "activity-signin": MET_BY_STAFF,
  "condolence-visit": MET_BY_STAFF,
  "household-survey": MET_BY_STAFF,
  "unit-confirmation": { effort: "met", because: "the unit's staff know the person; QD 3.2" },
  "info-maintenance": { effort: "met", because: "the unit goes through the record; QD 4.3" },
  "consular-certificate": SENT,
  "hkmo-union-certificate": SENT,
  "taiwan-notarised-certificate": SENT,
  "overseas-review-form": SENT,
};

/** Who had to do something for a certification of that kind. */
export function effortOf(kind: LifeSign): Effort {
  return JUDGED[kind].effort;
}
