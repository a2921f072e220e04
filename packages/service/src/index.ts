// What the other rooms may use of this one.

export { SHANGHAI_CLOCK, type CivilClock } from "./http/civil-clock.ts";
export { buildServer, type ServerParts } from "./http/server.ts";
export { SESSION_COOKIE } from "./http/session-cookie.ts";
export { serve, type RunningServer, type ServerVoice } from "./serve/serve.ts";
export { readServerSettings, type ServerSettings } from "./serve/settings.ts";
export {
  identityProvider,
  type IdentityProvider,
  type IdentityProviderOptions,
} from "./sign-in/identity-provider.ts";
export { hashPassword } from "./sign-in/password.ts";
export {
  stepCases,
  type RefusedEvent,
  type StepOfPerson,
  type StepReport,
} from "./cases/step-cases.ts";
export { evidenceFolder, type EvidenceStore } from "./evidence/evidence-store.ts";
export { certify, reviewFirst, reviewSecond } from "./use-cases/certify.ts";
export {
  confirmLoss,
  decideAsUnit,
  objectPublicly,
  objectTo,
  recordPayment,
  refuteLoss,
  resolveObjection,
  transferTask,
  verify,
} from "./use-cases/decide.ts";
export { type Actor, type Desk, type JobQueue } from "./use-cases/desk.ts";
export type { GivenEvidence } from "./use-cases/given-evidence.ts";
export { beginEdit, maintain } from "./use-cases/keep-record.ts";
export { RefusalError, type RefusalCode } from "./use-cases/refusal-error.ts";
export { applyFor, sign } from "./use-cases/sign.ts";
export { announceWindow, holdClock, releaseClock } from "./use-cases/announce.ts";
export {
  runNights,
  type FailedPerson,
  type NightlyProgress,
  type NightlyReport,
  type NightlyRunOptions,
} from "./nightly-run.ts";
export { replayCase } from "./cases/replay-case.ts";
export { loadDemo, type DemoOptions, type LoadedDemo } from "./demo/load-demo.ts";
export {
  importObservations,
  type FileImport,
  type ImportReport,
} from "./intake/import-observations.ts";
export { importDivisions, importServicePoints, importUnits } from "./intake/import-places.ts";
export { fileInbox, type FileInbox } from "./intake/file-inbox.ts";
export { openRegion } from "./intake/open-region.ts";
export { answerAsks } from "./intake/first-load/answer-asks.ts";
export { BlockLoading, type LoadSetup } from "./intake/first-load/load-block.ts";
export { piecesFor } from "./intake/first-load/loading-crew.ts";
export { importRoster, type RosterReport } from "./intake/import-roster.ts";
export { pushObservation, type PushReport } from "./intake/push-observation.ts";
export { DATABASE_QUEUE } from "./jobs/database-queue.ts";
export { prepareQueue } from "./jobs/prepare-queue.ts";
export { startWorker, type RunningWorker, type WorkerOptions } from "./jobs/worker.ts";
export { signedHeaders, type SignedParts } from "./machines/signed-request.ts";
export { httpGateway, type HttpGatewayOptions } from "./messages/http-gateway.ts";
export {
  READABLE_OUTBOX,
  type MessageGateway,
  type OutgoingMessage,
} from "./messages/message-gateway.ts";
export { sendMessages, type Messaging } from "./messages/send-messages.ts";
export { paymentFolders, type PaymentFolders } from "./payment/payment-folders.ts";
export { takeReceiptFiles } from "./payment/take-receipt-files.ts";
export { writeInstructions, type WritingInstructions } from "./payment/write-instructions.ts";
export { changeGrant, changeRecord } from "./use-cases/change-record.ts";
export {
  acknowledgeRetraction,
  answerFeedback,
  endTracking,
  fileDeathList,
  shareLosses,
} from "./use-cases/follow-up.ts";
export { fileWalkInCertification, takeUpWalkInCertification } from "./use-cases/walk-in.ts";
export { takePaymentResults, type PaymentResultRow } from "./use-cases/take-payment-results.ts";
