// The bodies of the commands on a person's case: one schema a command, strict, in FORMATS' codes.

import { LIFE_SIGNS, LOSS_SIGNS } from "@lingdai/policy";
import { Type } from "typebox";

import { codeOf, DateText } from "./civil-dates.ts";

const STRICT = { additionalProperties: false } as const;

export const PersonParams = Type.Object({ beneficiaryId: Type.Integer({ minimum: 1 }) });
export const EntitlementParams = Type.Object({
  beneficiaryId: Type.Integer({ minimum: 1 }),
  number: Type.Integer({ minimum: 0, maximum: 99 }),
});

/** Photo, video or document, as text in the body: base64 of the file. */
const Evidence = Type.Array(
  Type.Object(
    {
      kind: Type.Enum(["photo", "video", "id-card", "mandate", "document"]),
      mediaType: Type.String({ maxLength: 100 }),
      content: Type.String({ description: "文件内容，base64", contentEncoding: "base64" }),
    },
    STRICT,
  ),
  { maxItems: 10, default: [] },
);

const Losses = codeOf(LOSS_SIGNS);

export const Certifying = Type.Object(
  {
    kind: codeOf(LIFE_SIGNS),
    occurredOn: Type.Optional(DateText),
    result: Type.Optional(Type.Enum(["passed", "failed"])),
    evidence: Type.Optional(Evidence),
  },
  STRICT,
);

export const Reviewing = Type.Object({ result: Type.Enum(["accept", "reject"]) }, STRICT);

export const Verifying = Type.Object(
  {
    result: Type.Enum(["eligible", "lost", "unreachable"]),
    loss: Type.Optional(Losses),
    refutes: Type.Optional(Type.Array(Losses, { maxItems: 20 })),
    occurredOn: Type.Optional(DateText),
    evidence: Type.Optional(Evidence),
  },
  STRICT,
);

export const ConfirmingLoss = Type.Object(
  { kind: Losses, occurredOn: Type.Optional(DateText) },
  STRICT,
);

export const Nothing = Type.Optional(Type.Object({}, STRICT));

export const UnitDeciding = Type.Object(
  { result: Type.Enum(["pass", "fail"]), loss: Type.Optional(Losses) },
  STRICT,
);

export const Maintaining = Type.Object(
  {
    renewed: Type.Array(Type.Enum(["phone", "household", "residence", "account"]), {
      minItems: 1,
      maxItems: 4,
    }),
  },
  STRICT,
);

export const PaymentResult = Type.Object(
  {
    month: Type.String({ pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$" }),
    result: Type.Enum(["failed", "paid"]),
  },
  STRICT,
);

const HighRiskAction = Type.Enum(["resume", "backpay", "terminate"]);

export const Applying = Type.Object(
  { action: HighRiskAction, wasTerminated: Type.Optional(Type.Boolean()) },
  STRICT,
);
export const Signing = Type.Object({ action: HighRiskAction }, STRICT);

export const ResolvingObjection = Type.Object(
  { result: Type.Enum(["eligible", "lost"]), loss: Type.Optional(Losses) },
  STRICT,
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
  STRICT,
);

export const Holding = Type.Object(
  {
    payDivision: Type.String({ pattern: "^[0-9]{2,6}$" }),
    source: Type.String({ minLength: 1, maxLength: 100 }),
  },
  STRICT,
);
