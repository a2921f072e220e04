/**
 * The codes of DOMAIN section 2, written out once more for the third reading.
 * It must not know rules.
 */

/** DOMAIN 2, life signs. */
export const LIFE_KINDS =
  `rail-travel air-travel hospital-stay hospital-discharge health-checkup border-crossing face-self
  face-on-behalf terminal-biometric counter community home-visit video proxy unit-confirmation
  activity-signin condolence-visit household-survey bank-visit offsite-assist consular-app
  consular-certificate hkmo-union-certificate taiwan-notarised-certificate overseas-review-form
  info-maintenance released returned other-life`.split(/\s+/);

/** DOMAIN 2, loss signs that say death. */
export const DEATH_KINDS =
  `death-family-report death-hr-database death-population-register death-household-cancelled
  death-court-declared death-cremation death-medical-certificate death-org-report`.split(/\s+/);

/** DOMAIN 2, the other loss signs, those of dependants included. */
export const OTHER_LOSS_KINDS =
  `missing missing-court-declared imprisonment adopted remarried employed enlisted came-of-age
  other-loss`.split(/\s+/);

/** DOMAIN 2, kinds that are known and no sign. */
export const SIGNLESS_KINDS = ["critical-illness-stay", "payment-failure", "contact-failed"];

/** Every kind that an observation may have. */
export const OBSERVATION_KINDS = [
  ...LIFE_KINDS,
  ...DEATH_KINDS,
  ...OTHER_LOSS_KINDS,
  ...SIGNLESS_KINDS,
];

/** FORMATS 1, document types. */
export const ID_TYPES = [
  "resident-id",
  "passport",
  "hkmo-permit",
  "taiwan-permit",
  "foreign-permanent-resident",
];

/** The coded columns of a roster but `sex`, with what each may hold (DOMAIN 1 and 2). */
export const ROSTER_CODES: Readonly<Record<string, readonly string[]>> = {
  id_type: ID_TYPES,
  insurance: [
    "enterprise-pension",
    "institution-pension",
    "resident-pension",
    "work-injury",
    "employee-medical",
    "resident-medical",
  ],
  kind: [
    "retirement-pension",
    "veteran-cadre-pension",
    "resident-pension",
    "survivor-subsidy",
    "disability-allowance",
    "nursing-fee",
    "dependant-pension",
  ],
  status: ["paying", "suspended", "stopped", "terminated"],
  last_certified_by: LIFE_KINDS,
  relationship: ["spouse", "child", "grandchild", "sibling", "parent", "grandparent"],
  incapacity: ["full", "partial", "none"],
};

/** The coded columns of an observation. */
export const OBSERVATION_CODES: Readonly<Record<string, readonly string[]>> = {
  id_type: ID_TYPES,
  kind: OBSERVATION_KINDS,
};

/** DOMAIN, Weihai: the four papers. */
export const PAPER_KINDS = [
  "consular-certificate",
  "hkmo-union-certificate",
  "taiwan-notarised-certificate",
  "overseas-review-form",
];

/** DOMAIN, Qingdao: life signs from data, which wait for the 4th. */
export const QINGDAO_WAITING_KINDS = [
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
  "bank-visit",
  "other-life",
];
