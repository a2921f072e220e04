// How the outside is reached: settings from the environment, judged before anything is started. What
// is not set is not there: without a gateway messages can be read in the outbox only.

import { UnusableInput } from "@lingdai/matching";

import { httpGateway } from "../messages/http-gateway.ts";
import { READABLE_OUTBOX } from "../messages/message-gateway.ts";
import type { WakingHours } from "../messages/quiet-hours.ts";
import { WAKING_HOURS_DEFAULT } from "../messages/quiet-hours.ts";
import type { Messaging } from "../messages/send-messages.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `UnusableInput` for a setting that cannot be used. */
export function readMessaging(environment: Environment, now = () => new Date()): Messaging {
  const text = (name: string): string | undefined => environment[name] || undefined;
  const url = text("LINGDAI_SMS_URL");
  const wakingHours = wakingHoursOf(text("LINGDAI_SMS_HOURS"));
  if (url === undefined) return { gateway: READABLE_OUTBOX, wakingHours, now };
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UnusableInput("LINGDAI_SMS_URL", "不是一个网址", "请写 https://… 这样的地址");
  }
  const needed = (name: string): string => {
    const value = text(name);
    if (value !== undefined) return value;
    throw new UnusableInput(name, "没有设置", "给了 LINGDAI_SMS_URL 就要一并设置");
  };
  const gateway = httpGateway({
    url,
    client: needed("LINGDAI_SMS_CLIENT"),
    secret: needed("LINGDAI_SMS_SECRET"),
    sender: needed("LINGDAI_SMS_SENDER"),
    now,
  });
  return { gateway, wakingHours, now };
}

function wakingHoursOf(given: string | undefined): WakingHours {
  if (given === undefined) return WAKING_HOURS_DEFAULT;
  const parts = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(given);
  const [from, until] = [minutesOf(parts?.[1], parts?.[2]), minutesOf(parts?.[3], parts?.[4])];
  if (from < until && until <= 24 * 60) return { from, until };
  throw new UnusableInput("LINGDAI_SMS_HOURS", "不能用", "请写成 08:00-20:00 这样");
}

function minutesOf(hours: string | undefined, minutes: string | undefined): number {
  return Number(hours) * 60 + Number(minutes);
}
