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
export { clientOf, inTransaction, type Transaction } from "./database/transaction.ts";
export {
  VIEWER_LEVELS,
  type StaffViewer,
  type Viewer,
  type ViewerLevel,
} from "./database/viewer.ts";
export { migrate } from "./migrate/migrate.ts";
export { Keyring } from "./seal/keyring.ts";
export type { PersonalData } from "./seal/personal-data.ts";
export { UnusableDatabase } from "./unusable-database.ts";
export {
  LIST_ROWS_MAX,
  listByConclusion,
  listUncertified,
  type ListCursor,
  type ListPlace,
  type ListQuery,
  type ListRow,
} from "./conclusion-lists/list-entitlements.ts";
export {
  beginSession,
  clearEndedSessions,
  endSession,
  findSignedIn,
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
export { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from "./seal/masking.ts";
