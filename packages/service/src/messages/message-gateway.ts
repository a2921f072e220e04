// The port through which messages leave: what any gateway must be able to do, and to admit. Most
// important is the difference between "not taken" and "nobody knows".

import type { MessageText } from "./message-text.ts";

export interface OutgoingMessage extends MessageText {
  /** The same for every attempt at the same message, and for no other one. */
  readonly occasion: string;
  readonly phone: string;
}

/** How handing a message over ended. */
export type Handover =
  | { readonly outcome: "taken"; readonly ref?: string | undefined }
  /** Lies where staff can read it, and goes nowhere. */
  | { readonly outcome: "shown" }
  /** The gateway will never take it: a number that cannot be. */
  | { readonly outcome: "refused" }
  /** Surely not taken: may be handed over again. */
  | { readonly outcome: "not-taken"; readonly retryAfterMs?: number | undefined }
  /** Cut short: it may have been taken. Must not be handed over again before it was asked for. */
  | { readonly outcome: "unknown" };

/** What a gateway says of a message whose handing over was cut short. */
export type Whereabouts = "taken" | "not-taken" | "unknown";

export interface MessageGateway {
  /** Where the signal comes in the middle, nobody knows. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<Handover>;
  ask(occasion: string, signal?: AbortSignal): Promise<Whereabouts>;
}

/** Without a gateway messages can be read in the outbox, and nobody is told. */
export const READABLE_OUTBOX: MessageGateway = {
  send: async () => await Promise.resolve({ outcome: "shown" }),
  ask: async () => await Promise.resolve("not-taken"),
};
