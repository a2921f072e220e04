// What the other rooms may use of the system of record.

export { appendAudit, type AuditEntry } from "./audit/append-audit.ts";
export {
  findRunningCluster,
  startCluster,
  type Cluster,
  type ClusterOptions,
} from "./cluster/cluster.ts";
export { openDatabase, urlOfRole, type Database } from "./database/database.ts";
export { sqlDay } from "./database/days-in-queries.ts";
export { beneficiaryIdOf, staffIdOf, type BeneficiaryId, type StaffId } from "./database/ids.ts";
export type { Schema } from "./database/schema.generated.ts";
export { clientOf, inStatements, inTransaction, type Transaction } from "./database/transaction.ts";
export {
  VIEWER_LEVELS,
  type StaffViewer,
  type Viewer,
  type ViewerLevel,
} from "./database/viewer.ts";
export {
  hasAwaitedSteps,
  learnAwaitedSteps,
  takeAwaitedSteps,
  type AwaitedQuery,
  type AwaitedStep,
} from "./intake/awaited-steps.ts";
export { addReportedChanges, changePerson, type ChangedPerson } from "./intake/change-people.ts";
export { findBusiestPlaces, hasMark, makeMark } from "./intake/demo-rows.ts";
export { copyFileInto } from "./intake/copy-in.ts";
export {
  saveDivisions,
  saveServicePoints,
  type DivisionRow,
  type ServicePointRow,
} from "./intake/divisions.ts";
export {
  findKnownPeople,
  hasPeople,
  type KnownEntitlement,
  type KnownPerson,
} from "./intake/known-people.ts";
export type { PlaceCounts } from "./roll-ups/place-counts.ts";
export { FirstLoad, addPeople, makeRosterStaging } from "./intake/new-people.ts";
export type { NewCaseFile, NewEntitlement, NewPerson } from "./intake/new-person.ts";
export {
  PeopleBytes,
  encodeCase,
  encodeStanding,
  type PeopleRows,
  type SharedCase,
  type SharedStanding,
} from "./intake/people-bytes.ts";
export {
  adoptPeople,
  listRegions,
  listWindows,
  openRegions,
  type RegionRow,
} from "./intake/regions.ts";
export { appendPushed, type PushedOutcome } from "./intake/pushed-observation.ts";
export { listKnownSources, noteDeliveries } from "./intake/source-rhythm.ts";
export { countRejected, keepRejected, type RejectedRow } from "./intake/rejected-rows.ts";
export {
  TakenAlready,
  asOne,
  cancellable,
  takeLock,
  withSession,
  type IntakeSession,
} from "./intake/session.ts";
export {
  failFile,
  findBroughtFile,
  findSourceFile,
  noteRowsDone,
  registerBroughtFile,
  type BroughtFile,
  type FileFailure,
} from "./intake/brought-files.ts";
export {
  auditTable,
  findAgencyOf,
  findOrAddFile,
  moveFile,
  noteProgress,
  type FileCounts,
  type SourceFile,
} from "./intake/source-files.ts";
export {
  ReferencesTaken,
  Staging,
  classify,
  keepSuspicious,
  listSuspiciousLines,
} from "./intake/staged-observations.ts";
export {
  keepFailedAttempt,
  listFailedSinceCertified,
  type FailedAttemptReason,
} from "./failed-attempts/failed-attempts.ts";
export { issueReminderAgain } from "./failed-attempts/remind-again.ts";
export { saveUnits, type UnitRow } from "./intake/units.ts";
export { enqueueJob, type JobRequest } from "./jobs/enqueue-job.ts";
export { SignOfLife, freeJobsOfTheDead } from "./jobs/living-workers.ts";
export { listInstructions, RECEIPT_STANDS } from "./payment/list-instructions.ts";
export { openQueue } from "./jobs/open-queue.ts";
export { openQueuePool } from "./jobs/queue-pool.ts";
export {
  MACHINE_SCOPES,
  disableMachine,
  findMachine,
  registerMachine,
  type MachineClient,
  type MachineScope,
  type NewMachineClient,
} from "./machines/machine-clients.ts";
export {
  findMachineByToken,
  keepMachineToken,
  revokeMachineToken,
} from "./machines/machine-tokens.ts";
export { keepPushAnswer, takePushKey, type KnownPush } from "./machines/push-answers.ts";
export {
  HANDLED_HOW,
  MESSAGE_ROWS_MAX,
  MESSAGE_STATES,
  handleMessage,
  listMessages,
  type HandledHow,
  type MessageRow,
} from "./messages/list-messages.ts";
export { moveNoticesToOutbox } from "./messages/move-notices.ts";
export {
  beginSending,
  endSending,
  giveUpReceipts,
  takeReceipt,
  type MessageFacts,
  type OutgoingRow,
  type SendingEnd,
} from "./messages/outgoing.ts";
export {
  addPaymentFile,
  listAgenciesToFile,
  listUndeliveredFiles,
  markDelivered,
  openMissingReceipts,
  readPaymentBooks,
  takeInstructions,
  type InstructionToFile,
  type InstructionsToFile,
  type PaymentBooks,
  type PaymentFile,
} from "./payment/payment-files.ts";
export {
  INCIDENT_OUTCOMES,
  INCIDENT_ROWS_MAX,
  addReceiptFile,
  closeAnswered,
  closeIncident,
  findInstructions,
  listIncidents,
  openIncidents,
  saveReceipts,
  type AnsweredInstruction,
  type IncidentOutcome,
  type NewIncident,
  type PaymentIncidentKind,
} from "./payment/payment-receipts.ts";
export { migrate } from "./migrate/migrate.ts";
export { Keyring } from "./seal/keyring.ts";
export { Sealer, type SealingKeys } from "./seal/sealer.ts";
export type { PersonalData } from "./seal/personal-data.ts";
export { UnusableDatabase } from "./unusable-database.ts";
export {
  LIST_ROWS_MAX,
  listByConclusion,
  listUncertified,
  type ListCursor,
  type ListPlace,
  type ListQuery,
  type UncertifiedQuery,
  type ListRow,
} from "./conclusion-lists/list-entitlements.ts";
export { findByDocument, listByName, type FoundPerson } from "./person-page/find-people.ts";
export { findPersonPage, type PersonPage } from "./person-page/get-person-page.ts";
export { findVersionTag } from "./person-page/version-tag.ts";
export {
  beginSession,
  clearEndedSessions,
  endSession,
  findSignedIn,
  SESSION_HOURS,
  STAFF_ROLES,
  type SignedIn,
  type StaffRole,
} from "./sessions/session-rows.ts";
export {
  countFailedSignIn,
  findForSignIn,
  forgetFailedSignIns,
  type SignInRow,
} from "./sessions/sign-in-rows.ts";
export {
  clearProviderSignIns,
  findBySubject,
  keepProviderSignIn,
  linkSubject,
  PROVIDER_SIGN_IN_MINUTES,
  takeProviderSignIn,
} from "./sessions/provider-sign-ins.ts";
export {
  clearOldAnswers,
  giveStaffKeyBack,
  keepStaffAnswer,
  takeStaffKey,
  type StaffKey,
} from "./sessions/staff-answers.ts";
export { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from "./seal/masking.ts";
export {
  countWalkInsWithinHour,
  fileWalkIn,
  keepWalkInRefusals,
  listWaitingWalkIns,
  lookUpWalkIn,
  takeUpWalkIn,
  type FiledWalkIn,
  type WalkIn,
  type WalkInBenefit,
  type WalkInKeys,
} from "./walk-ins/walk-in.ts";
export {
  anchorAudit,
  verifyAudit,
  type AuditFault,
  type AuditFinding,
  type BrokenRecord,
} from "./audit/verify-audit.ts";
export { backUp, type BackupOptions } from "./backup/back-up.ts";
export type { Manifest } from "./backup/manifest.ts";
export { restore, type RestoreOptions } from "./backup/restore.ts";
export type {
  ApplicationWrite,
  CaseWrites,
  DisplayWrite,
  InstructionWrite,
  Projection,
  TaskOutcome,
  TaskWrite,
} from "./case-files/case-writes.ts";
export {
  isAnybodyDue,
  loadCases,
  saveCases,
  takeDuePeople,
  type LoadedCase,
  type LoadedEntitlement,
} from "./case-files/cases-for-step.ts";
export { saveManyCases } from "./case-files/save-many-cases.ts";
export {
  addObservation,
  listCaseEvents,
  loadObservations,
  type ArrivedObservation,
  type KeptEvent,
} from "./case-files/what-happened.ts";
export {
  addCertification,
  addEvidence,
  findCertificationForUpdate,
  findEvidence,
  keepReview,
  listEvidence,
  listWaitingCertifications,
  type EvidenceFile,
} from "./case-files/certifications.ts";
export {
  addSignature,
  findOpenApplication,
  listOpenApplications,
  type OpenApplication,
} from "./case-files/applications.ts";
export {
  addWindow,
  beginHold,
  endHold,
  findRegion,
  type Region,
} from "./case-files/windows-and-holds.ts";
export {
  clusterFolder,
  openInstallation,
  type Installation,
  type InstallationPlace,
} from "./installation/open-installation.ts";
export {
  addStaff,
  disableStaff,
  findStaff,
  type NewStaff,
  type StaffMember,
} from "./staff/staff-rows.ts";
export { foldCounts, foldingBetweenBatches } from "./roll-ups/fold-counts.ts";
export {
  foldRollUp,
  readRollUp,
  rebuildRollUp,
  type PlaceDigits,
  type RollUpQuery,
  type RollUpRow,
} from "./roll-ups/roll-up.ts";
export {
  beginNightlyRun,
  findLastNightlyRun,
  finishNightlyRun,
  noteNightlyRun,
  openTrackingCases,
  type NightlyRunRow,
} from "./case-files/nightly-runs.ts";
export { addKey } from "./seal/key-file.ts";
export { resealAll } from "./seal/reseal.ts";
export { unmaskPeople, unmaskPerson, type UnmaskRequest } from "./seal/unmask.ts";
export { copyRows } from "./intake/copy-in.ts";
export {
  acknowledge,
  addDeathList,
  addRecordChange,
  changeEntitlement,
  discloseLosses,
  findSealed,
  listMissingDeathLists,
  listOpenFeedback,
  listOpenRetractions,
  moveFeedback,
  reportPersonChange,
} from "./case-files/follow-up.ts";
export {
  HELD_ROWS_MAX,
  closeTracking,
  findTracking,
  listCleanUp,
  listTracking,
  type TrackingOutcome,
} from "./case-files/held-back-lists.ts";
export { listDisplays, type DisplayQuery } from "./case-files/public-displays.ts";
export {
  assignTask,
  findOpenTaskForUpdate,
  listTasks,
  type TaskQuery,
} from "./desk-lists/list-tasks.ts";
export { listApplicationsToSign, listCertificationsInReview } from "./desk-lists/list-reviews.ts";
export {
  listDeathLists,
  listFeedback,
  listNotices,
  listRecordChanges,
  listRetractions,
} from "./desk-lists/list-follow-up.ts";
export {
  listAnnouncedWindows,
  listClockHolds,
  listDivisions,
  listNightlyRuns,
  listServicePoints,
  listUnits,
  namesOfDivisions,
} from "./desk-lists/list-places.ts";
export {
  findSuspiciousRowForUpdate,
  handleRejectedRow,
  isObservationKnown,
  judgeSuspiciousRow,
  listRejectedRows,
  listSourceFiles,
  listSuspiciousRows,
} from "./desk-lists/list-intake.ts";
export {
  addAccount,
  changeAccount,
  findAdministered,
  listStaff,
  type AccountChanges,
  type NewAccount,
} from "./staff/administer-staff.ts";
export {
  changePassword,
  endOwnSession,
  findTotp,
  keepTotp,
  listOwnSessions,
  useTotpStep,
} from "./staff/own-account.ts";
export { listAudit } from "./audit/list-audit.ts";
export { findNoticeFacts, type NoticeFacts } from "./forms/notice-facts.ts";
export {
  findUnit,
  listPeopleOfUnit,
  listTasksOfUnit,
  type UnitPersonRow,
  type UnitTaskRow,
} from "./forms/people-of-unit.ts";
export {
  enterRegisterRow,
  findRegister,
  isEnteredAlready,
  listRegisterRows,
  noteRegisterRow,
  takeRegister,
  type RegisterRow,
} from "./paper-registers/paper-registers.ts";
