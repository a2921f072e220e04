// The bodies of the commands on a person's case: one schema a command, strict, in FORMATS' codes.

import { LIFE_SIGNS, LOSS_SIGNS } from "@lingdai/policy";
import type { EvidenceKind } from "@lingdai/policy";
import { Type } from "typebox";

import type { GivenEvidence } from "../use-cases/given-evidence.ts";
import { codeOf, DateText } from "./civil-dates.ts";

/** Photographs and short films of a certification (SC 11), as base64. */
export const EVIDENCE_BYTES_MAX = 40 * 1024 * 1024;

const STRICT = { additionalProperties: false } as const;

const BeneficiaryId = Type.Integer({ minimum: 1, examples: [1] });
export const PersonParams = Type.Object({ beneficiaryId: BeneficiaryId });
export const EntitlementParams = Type.Object({
  beneficiaryId: BeneficiaryId,
  number: Type.Integer({ minimum: 0, maximum: 99, examples: [0] }),
});

/** Photo, video or document, as text in the body: base64 of the file. */
export const EVIDENCE_FIELDS = {
  kind: Type.Enum(["photo", "video", "id-card", "mandate", "document"]),
  mediaType: Type.String({ maxLength: 100 }),
  content: Type.String({ description: "文件内容，base64", contentEncoding: "base64" }),
};
export const Evidence = Type.Array(Type.Object(EVIDENCE_FIELDS, STRICT), {
  maxItems: 10,
  default: [],
});

const Losses = codeOf(LOSS_SIGNS);

/** The smallest picture there is. */
const PHOTO = {
  kind: "photo",
  mediaType: "image/png",
  content:
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADklEQVQImWPoAAMGCAUALK4GYSSeFPoAAAAASUVORK5CYII=",
} as const;

/** Strict, with a body that works as it stands. */
function exampleOf(body: object) {
  return { ...STRICT, examples: [body] };
}

export const Certifying = Type.Object(
  {
    kind: codeOf(LIFE_SIGNS),
    occurredOn: Type.Optional(DateText),
    result: Type.Optional(Type.Enum(["passed", "failed"])),
    evidence: Type.Optional(Evidence),
  },
  exampleOf({ kind: "counter", evidence: [PHOTO] }),
);

export const Reviewing = Type.Object(
  { result: Type.Enum(["accept", "reject"]) },
  exampleOf({ result: "accept" }),
);

export const Verifying = Type.Object(
  {
    result: Type.Enum(["eligible", "lost", "unreachable"]),
    loss: Type.Optional(Losses),
    refutes: Type.Optional(Type.Array(Losses, { maxItems: 20 })),
    occurredOn: Type.Optional(DateText),
    evidence: Type.Optional(Evidence),
  },
  exampleOf({ result: "eligible", evidence: [PHOTO] }),
);

export const ConfirmingLoss = Type.Object(
  { kind: Losses, occurredOn: Type.Optional(DateText) },
  exampleOf({ kind: "death-medical-certificate", occurredOn: "2024-02-01" }),
);

/** Commands that say everything by their address; whatever else is sent is refused. */
export const Nothing = Type.Union([Type.Object({}, STRICT), Type.Null()], { examples: [{}] });

export const UnitDeciding = Type.Object(
  { result: Type.Enum(["pass", "fail"]), loss: Type.Optional(Losses) },
  exampleOf({ result: "pass" }),
);

export const Maintaining = Type.Object(
  {
    renewed: Type.Array(Type.Enum(["phone", "household", "residence", "account"]), {
      minItems: 1,
      maxItems: 4,
    }),
  },
  exampleOf({ renewed: ["phone"] }),
);

export const PaymentResult = Type.Object(
  {
    month: Type.String({ pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$" }),
    result: Type.Enum(["failed", "paid"]),
  },
  exampleOf({ month: "2024-02", result: "failed" }),
);

const HighRiskAction = Type.Enum(["resume", "backpay", "terminate"]);

export const Applying = Type.Object(
  { action: HighRiskAction, wasTerminated: Type.Optional(Type.Boolean()) },
  exampleOf({ action: "resume" }),
);
export const Signing = Type.Object({ action: HighRiskAction }, exampleOf({ action: "resume" }));

export const ResolvingObjection = Type.Object(
  { result: Type.Enum(["eligible", "lost"]), loss: Type.Optional(Losses) },
  exampleOf({ result: "eligible" }),
);

export const Announcing = Type.Object(
  {
    payDivision: Type.String({ pattern: "^[0-9]{2,6}$" }),
    from: DateText,
    to: DateText,
    groups: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 6 }), { minItems: 1, maxItems: 6 }),
    ),
    frequencyMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  },
  exampleOf({ payDivision: "3710", from: "2024-04-01", to: "2024-06-30" }),
);

export const Holding = Type.Object(
  {
    payDivision: Type.String({ pattern: "^[0-9]{2,6}$" }),
    source: Type.String({ minLength: 1, maxLength: 100 }),
  },
  exampleOf({ payDivision: "51", source: "rail" }),
);

interface EvidenceInBody {
  readonly kind: EvidenceKind;
  readonly mediaType: string;
  readonly content: string;
}

/** Base64 of a body as bytes; what is not base64 is dropped, as everywhere. */
export function filesOf(given: readonly EvidenceInBody[] | undefined): readonly GivenEvidence[] {
  return (given ?? []).map(({ kind, mediaType, content }) => ({
    kind,
    mediaType,
    content: Buffer.from(content, "base64"),
  }));
}
