// What a whole file is about where no column says it: a file of train tickets has no column “kind”.
// Told by the words in its name and header. Guesses for a person to confirm. Knows no rows.

/** Words, and the kind of observation that a file with them holds; the first that fits. */
const TOPICS: readonly (readonly [RegExp, string])[] = [
  [/火化|殡葬|骨灰|CREMAT/i, "death-cremation"],
  [/死亡医学证明|死因|死亡证明/, "death-medical-certificate"],
  [/死亡注销|注销户口|销户/, "death-household-cancelled"],
  [/逝者|死者|死亡|DEATH/i, "death-population-register"],
  [/服刑|判刑|监狱|收监|在押|PRISON/i, "imprisonment"],
  [/宣告失踪/, "missing-court-declared"],
  [/车次|铁路|火车|乘车|RAIL|TRAIN/i, "rail-travel"],
  [/航班|民航|乘机|旅客|FLIGHT|AIRLINE/i, "air-travel"],
  [/出入境|口岸|BORDER/i, "border-crossing"],
  [/体检|CHECKUP/i, "health-checkup"],
  [/出院|DISCHARGE/i, "hospital-discharge"],
  [/住院|入院|HOSPITAL/i, "hospital-stay"],
  [/人脸|刷脸|FACE/i, "face-self"],
  [/发放失败|退票/, "payment-failure"],
];

/** Words in a roster's name, and the insurance and the kind of all its benefits. */
const ROSTER_TOPICS: readonly (readonly [RegExp, string, string | undefined])[] = [
  [/居保|居民养老|resident-pension/i, "resident-pension", "resident-pension"],
  [/工伤|work-injury/i, "work-injury", undefined],
  [/机关|事业单位|institution/i, "institution-pension", undefined],
  [/企业职工|企业养老|enterprise/i, "enterprise-pension", undefined],
];

/** What a roster's name says of all its rows; undefined where it says nothing. */
export function benefitOfTopic(
  baseName: string,
): { readonly insurance: string; readonly kind: string | undefined } | undefined {
  const found = ROSTER_TOPICS.find(([pattern]) => pattern.test(baseName));
  return found === undefined ? undefined : { insurance: found[1], kind: found[2] };
}

/** The kind that a file is probably about; undefined where nothing says it. */
export function kindOfTopic(baseName: string, header: readonly string[]): string | undefined {
  const words = [baseName, ...header].join(" ");
  return TOPICS.find(([pattern]) => pattern.test(words))?.[1];
}
