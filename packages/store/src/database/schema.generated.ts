// Generated from a migrated database by describe-schema.ts; not to be edited.
// `RENEW_SCHEMA=1 npm test -- store/test/schema` renews it.

import type { ColumnType } from "kysely";

import type { Day } from "@lingdai/policy";

import type { BeneficiaryId, StaffId } from "./ids.ts";
import type { ViewerLevel } from "./viewer.ts";

/** Columns that hold a civil date, wherever they stand. */
export const DATE_COLUMNS: ReadonlySet<string> = new Set([
  "acknowledged_on",
  "anchor_on",
  "announced_on",
  "answered_on",
  "arrived_on",
  "birth_date",
  "certified_on",
  "changed_on",
  "closed_on",
  "day",
  "deadline",
  "deadline_month",
  "decided_on",
  "disabled_on",
  "due_on",
  "effective_on",
  "failed_on",
  "filed_on",
  "from_on",
  "handed_in_on",
  "handled_on",
  "issued_on",
  "last_certified_on",
  "looked_at_on",
  "made_on",
  "month",
  "moved_on",
  "next_due_on",
  "objected_on",
  "occurred_on",
  "opened_on",
  "receipt_effective_on",
  "received_on",
  "refuted_on",
  "reminded_on",
  "reported_on",
  "resolved_on",
  "shown_on",
  "signed_on",
  "since",
  "status_since",
  "stopped_on",
  "submitted_on",
  "suspend_on",
  "to_on",
  "told_on",
  "until_on",
]);

export interface ApplicationTable {
  readonly application_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly action: string;
  readonly was_terminated: ColumnType<boolean, boolean | undefined, boolean>;
  readonly opened_on: Day;
  readonly opened_by: number | null;
  readonly state: ColumnType<string, string | undefined, string>;
  readonly closed_on: Day | null;
}

export interface AuditAnchorTable {
  readonly chain: number;
  readonly position: number;
  readonly hash: Buffer;
  readonly code: Buffer;
  readonly anchored_at: ColumnType<Date, Date | undefined, Date>;
}

export interface AuditDraftTable {
  readonly transaction: ColumnType<string, string | undefined, string>;
  readonly place: ColumnType<number, never, never>;
  readonly staff_id: StaffId | null;
  readonly records: ColumnType<unknown, string, string>;
}

export interface AuditHeadTable {
  readonly chain: number;
  readonly position: number;
  readonly hash: Buffer;
}

export interface AuditRecordTable {
  readonly chain: number;
  readonly position: number;
  readonly recorded_at: Date;
  readonly staff_id: StaffId | null;
  readonly action: string;
  readonly beneficiary_id: BeneficiaryId | null;
  readonly detail: ColumnType<unknown, string, string>;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

export interface AwaitedStepTable {
  readonly source_file_id: number;
  readonly beneficiary_id: BeneficiaryId;
}

export interface BeneficiaryTable {
  readonly beneficiary_id: ColumnType<BeneficiaryId, BeneficiaryId | undefined, BeneficiaryId>;
  readonly document_key: Buffer;
  readonly name_keys: readonly Buffer[];
  readonly sealed: Buffer;
  readonly sex: string | null;
  readonly birth_date: Day | null;
  readonly has_phone: boolean;
  readonly household_division: string | null;
  readonly residence_division: string | null;
  readonly has_household: boolean;
  readonly has_residence: boolean;
  readonly is_immobile: ColumnType<boolean, boolean | undefined, boolean>;
  readonly version: ColumnType<number, number | undefined, number>;
}

export interface CaseEventTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly policy: string;
  readonly version: number;
  readonly occurred_at: ColumnType<Date, Date | undefined, Date>;
  readonly day: Day;
  readonly event: ColumnType<unknown, string, string>;
  readonly sequence: number;
  readonly facts_before: ColumnType<unknown, string | null, string | null>;
  readonly staff_id: StaffId | null;
}

export interface CaseFileTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly policy: string;
  readonly opened_on: Day;
  readonly file: ColumnType<unknown, string | null, string | null>;
  readonly next_due_on: Day | null;
  readonly version: ColumnType<number, number | undefined, number>;
}

export interface CertificationTable {
  readonly certification_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly policy: string;
  readonly ref: string;
  readonly kind: string;
  readonly occurred_on: Day;
  readonly submitted_on: Day;
  readonly submitted_by: number | null;
  readonly state: string;
  readonly first_reviewer_id: number | null;
  readonly second_reviewer_id: number | null;
}

export interface CertificationWindowTable {
  readonly window_id: ColumnType<number, never, never>;
  readonly pay_division: string;
  readonly policy: string;
  readonly from_on: Day;
  readonly to_on: Day;
  readonly groups: readonly number[] | null;
  readonly frequency_months: number;
  readonly announced_on: Day;
  readonly staff_id: StaffId | null;
}

export interface ClockHoldTable {
  readonly hold_id: ColumnType<number, never, never>;
  readonly pay_division: string;
  readonly source: string;
  readonly from_on: Day;
  readonly until_on: Day | null;
  readonly staff_id: StaffId | null;
}

export interface ConclusionHistoryTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly decided_on: Day;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
  readonly conclusion: string | null;
  readonly pending_reason: string | null;
  readonly deadline: Day | null;
  readonly anchor_on: Day | null;
  readonly basis: readonly string[];
  readonly decided_by: readonly string[];
}

export interface DeathListTable {
  readonly body: string;
  readonly place: string;
  readonly month: Day;
  readonly deaths: number;
  readonly filed_on: Day;
  readonly staff_id: StaffId | null;
}

export interface DivisionTable {
  readonly division: string;
  readonly name: string;
}

export interface EntitlementTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly policy: string | null;
  readonly insurance: string;
  readonly kind: string;
  readonly since: Day;
  readonly monthly_amount: string | null;
  readonly unit_code: string | null;
  readonly pay_division: string;
  readonly residence_division: string | null;
  readonly relationship: string | null;
  readonly incapacity: string | null;
  readonly last_certified_on: Day | null;
  readonly last_certified_by: string | null;
  readonly refuted_on: Day | null;
  readonly opening_status: ColumnType<string, string | undefined, string>;
  readonly status: ColumnType<string, string | undefined, string>;
  readonly stop_reason: string | null;
  readonly status_since: Day | null;
  readonly conclusion: string | null;
  readonly pending_reason: string | null;
  readonly anchor_on: Day | null;
  readonly anchor_by: string | null;
  readonly anchor_source: string | null;
  readonly deadline: Day | null;
  readonly basis: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>;
  readonly decided_by: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>;
  readonly decided_on: Day | null;
  readonly is_locked: ColumnType<boolean, boolean | undefined, boolean>;
  readonly pay_province: ColumnType<number | null, never, never>;
  readonly pay_city: ColumnType<number | null, never, never>;
  readonly pay_county: ColumnType<number | null, never, never>;
  readonly residence_township: ColumnType<number | null, never, never>;
  readonly residence_village: ColumnType<number | null, never, never>;
  readonly order_in_lists: ColumnType<number | null, never, never>;
  readonly failed_on: Day | null;
}

export interface EvidenceTable {
  readonly evidence_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly kind: string;
  readonly content_hash: Buffer;
  readonly bytes: number;
  readonly media_type: string;
  readonly policy: string;
  readonly version: number;
  readonly staff_id: StaffId | null;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
}

export interface FailedAttemptTable {
  readonly failed_attempt_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly occurred_on: Day;
  readonly arrived_on: Day;
  readonly source: string;
  readonly ref: string;
  readonly reason: string | null;
  readonly reminded_on: Day | null;
}

export interface FailedSinceCertifiedTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly pay_division: string;
  readonly residence_division: string | null;
  readonly unit_code: string | null;
  readonly pay_province: ColumnType<string | null, never, never>;
  readonly pay_city: ColumnType<string | null, never, never>;
  readonly residence_township: ColumnType<string | null, never, never>;
}

export interface FeedbackCaseTable {
  readonly feedback_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly source: string;
  readonly ref: string;
  readonly loss_kind: string;
  readonly occurred_on: Day;
  readonly state: ColumnType<string, string | undefined, string>;
  readonly opened_on: Day;
  readonly times_opened: ColumnType<number, number | undefined, number>;
  readonly answered_on: Day | null;
}

export interface InstallationMarkTable {
  readonly mark: string;
  readonly made_at: ColumnType<Date, Date | undefined, Date>;
}

export interface LossDisclosureTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly loss_kind: string;
  readonly recipient: string;
  readonly told_on: Day;
}

export interface MachineClientTable {
  readonly machine_client_id: ColumnType<number, never, never>;
  readonly client: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly sources: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>;
  readonly sealed_secret: Buffer;
  readonly requests_a_minute: number;
  readonly registered_at: ColumnType<Date, Date | undefined, Date>;
  readonly disabled_at: Date | null;
}

export interface MachineTokenTable {
  readonly token_hash: Buffer;
  readonly client: string;
  readonly scopes: readonly string[];
  readonly ends_at: Date;
}

export interface MessageReceiptTable {
  readonly notice_id: number;
  readonly outcome: string;
  readonly reason: string | null;
  readonly received_at: Date;
}

export interface MigrationTable {
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: ColumnType<Date, Date | undefined, Date>;
}

export interface NightlyRunTable {
  readonly day: Day;
  readonly started_at: ColumnType<Date, Date | undefined, Date>;
  readonly finished_at: Date | null;
  readonly cases: ColumnType<number, number | undefined, number>;
  readonly notices: ColumnType<number, number | undefined, number>;
}

export interface NoticeTable {
  readonly notice_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly notice: string;
  readonly issued_on: Day;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
  readonly is_outboxed: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface ObservationTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly kind: string;
  readonly occurred_on: Day;
  readonly arrived_on: Day;
  readonly source: string;
  readonly ref: string;
  readonly source_file_id: number | null;
  readonly line: number | null;
}

export interface ObservationReferenceTable {
  readonly fingerprint: number;
}

export interface OutboxTable {
  readonly notice_id: number;
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly notice: string;
  readonly recipient: string;
  readonly state: ColumnType<string, string | undefined, string>;
  readonly attempts: ColumnType<number, number | undefined, number>;
  readonly put_at: ColumnType<Date, Date | undefined, Date>;
  readonly settled_at: Date | null;
  readonly next_try_at: ColumnType<Date, Date | undefined, Date>;
  readonly sent_at: Date | null;
  readonly gateway_ref: string | null;
  readonly failure: string | null;
  readonly handled_on: Day | null;
  readonly handled_how: string | null;
  readonly handled_by: number | null;
  readonly withdrawn_for: string | null;
}

export interface PaperRegisterTable {
  readonly register_id: ColumnType<number, never, never>;
  readonly staff_id: StaffId;
  readonly content_hash: Buffer;
  readonly handed_in_on: Day;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
}

export interface PaperRegisterRowTable {
  readonly row_id: ColumnType<number, never, never>;
  readonly register_id: number;
  readonly line: number;
  readonly sealed_cells: Buffer;
  readonly outcome: string | null;
  readonly field: string | null;
  readonly document_key: Buffer | null;
  readonly certified_on: Day | null;
  readonly kind: string | null;
}

export interface PayingAgencyTable {
  readonly pay_division: string;
  readonly last_number: ColumnType<number, number | undefined, number>;
}

export interface PaymentFileTable {
  readonly pay_division: string;
  readonly file_number: number;
  readonly made_on: Day;
  readonly first_number: number;
  readonly last_number: number;
  readonly content_hash: Buffer;
  readonly delivered_at: Date | null;
}

export interface PaymentIncidentTable {
  readonly incident_id: ColumnType<number, never, never>;
  readonly pay_division: string | null;
  readonly instruction_number: number | null;
  readonly kind: string;
  readonly detail: ColumnType<unknown, string | undefined, string>;
  readonly opened_on: Day;
  readonly closed_on: Day | null;
  readonly outcome: string | null;
  readonly closed_by: number | null;
}

export interface PaymentInstructionTable {
  readonly pay_division: string;
  readonly instruction_number: number;
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly instruction: string;
  readonly effective_on: Day;
  readonly months: readonly Day[] | null;
  readonly stop_reason: string | null;
  readonly loss_kind: string | null;
  readonly application_id: number | null;
  readonly unsigned_cause: string | null;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
  readonly receipt: string | null;
  readonly file_number: number | null;
  readonly amount: string | null;
  readonly receipt_effective_on: Day | null;
  readonly receipt_amount: string | null;
  readonly receipt_file_number: number | null;
}

export interface PaymentReceiptFileTable {
  readonly content_hash: Buffer;
  readonly pay_division: string;
  readonly receipt_file_number: number;
  readonly rows: number;
  readonly received_on: Day;
}

export interface ProviderSignInTable {
  readonly token_hash: Buffer;
  readonly sealed: Buffer;
  readonly ends_at: Date;
}

export interface PublicDisplayTable {
  readonly display_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly shown_on: Day;
  readonly until_on: Day;
  readonly objected_on: Day | null;
  readonly suspend_on: Day | null;
  readonly resolved_on: Day | null;
  readonly outcome: string | null;
}

export interface PushAnswerTable {
  readonly client: string;
  readonly idempotency_key: string;
  readonly body_hash: Buffer;
  readonly answer: ColumnType<unknown, string | null, string | null>;
  readonly answered_at: Date;
}

export interface RecordChangeTable {
  readonly change_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly fields: readonly string[];
  readonly changed_on: Day;
  readonly reported_on: Day;
  readonly due_on: Day;
  readonly is_late: ColumnType<boolean, never, never>;
  readonly staff_id: StaffId | null;
}

export interface RegionTable {
  readonly pay_division: string;
  readonly policy: string;
  readonly opened_on: Day;
  readonly start: string;
}

export interface RejectedRowTable {
  readonly source_file_id: number;
  readonly line: number;
  readonly reason: string;
  readonly field: string;
  readonly handled_on: Day | null;
}

export interface RetractionTable {
  readonly retraction_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly loss_kind: string;
  readonly recipient: string;
  readonly opened_on: Day;
  readonly acknowledged_on: Day | null;
  readonly acknowledged_by: number | null;
}

export interface RollUpTable {
  readonly digits: number;
  readonly place: string;
  readonly policy: string | null;
  readonly insurance: string;
  readonly conclusion: string | null;
  readonly status: string;
  readonly deadline_months: readonly Day[];
  readonly benefits: readonly number[];
}

export interface RollUpDeltaTable {
  readonly side: string;
  readonly division: string;
  readonly policy: string | null;
  readonly insurance: string;
  readonly conclusion: string | null;
  readonly status: string;
  readonly deadline_month: Day | null;
  readonly change: number;
}

export interface ServicePointTable {
  readonly division: string;
  readonly name: string;
  readonly phone: string | null;
  readonly opening_hours: string | null;
}

export interface SessionTable {
  readonly token_hash: Buffer;
  readonly staff_id: StaffId;
  readonly started_at: ColumnType<Date, Date | undefined, Date>;
  readonly seen_at: ColumnType<Date, Date | undefined, Date>;
  readonly ends_at: Date;
  readonly session_id: ColumnType<number, never, never>;
  readonly by_provider: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface SetAsideTable {
  readonly place: ColumnType<number, never, never>;
  readonly take_off: string;
  readonly bring_back: string;
}

export interface SignatureTable {
  readonly application_id: number;
  readonly step: number;
  readonly staff_id: StaffId;
  readonly level: string;
  readonly signed_on: Day;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
}

export interface SourceFileTable {
  readonly source_file_id: ColumnType<number, never, never>;
  readonly sort: string;
  readonly name: string;
  readonly content_hash: Buffer;
  readonly arrived_on: Day;
  readonly state: string;
  readonly people_done: ColumnType<number, number | undefined, number>;
  readonly rows: number | null;
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly duplicate: number | null;
  readonly not_on_roster: number | null;
  readonly suspicious: number | null;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
  readonly staff_id: StaffId | null;
  readonly place: string | null;
  readonly rows_done: ColumnType<number, number | undefined, number>;
  readonly failure: string | null;
  readonly failure_detail: string | null;
}

export interface SourceRhythmTable {
  readonly source: string;
  readonly delivered_on: readonly Day[];
}

export interface StaffTable {
  readonly staff_id: ColumnType<StaffId, never, never>;
  readonly login: string;
  readonly name: string;
  readonly password_hash: string;
  readonly totp_secret: Buffer | null;
  readonly role: string;
  readonly level: ViewerLevel;
  readonly place: string;
  readonly is_demo: ColumnType<boolean, boolean | undefined, boolean>;
  readonly disabled_on: Day | null;
  readonly failed_sign_ins: ColumnType<number, number | undefined, number>;
  readonly locked_until: Date | null;
  readonly version: ColumnType<number, number | undefined, number>;
  readonly must_change_password: ColumnType<boolean, boolean | undefined, boolean>;
  readonly totp_pending: Buffer | null;
  readonly totp_used_step: number | null;
  readonly external_subject: string | null;
}

export interface StaffAnswerTable {
  readonly staff_id: StaffId;
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
  readonly status: number | null;
  readonly sealed_body: Buffer | null;
  readonly asked_at: ColumnType<Date, Date | undefined, Date>;
}

export interface StatusHistoryTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly changed_on: Day;
  readonly recorded_at: ColumnType<Date, Date | undefined, Date>;
  readonly status: string;
  readonly stop_reason: string | null;
  readonly loss_kind: string | null;
  readonly cites: readonly string[];
}

export interface SuspiciousRowTable {
  readonly suspicious_row_id: ColumnType<number, never, never>;
  readonly source_file_id: number | null;
  readonly line: number | null;
  readonly beneficiary_id: BeneficiaryId;
  readonly sealed_given_name: Buffer;
  readonly kind: string;
  readonly occurred_on: Day;
  readonly arrived_on: Day;
  readonly source: string;
  readonly ref: string;
  readonly outcome: string | null;
  readonly looked_at_on: Day | null;
}

export interface TrackingCaseTable {
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly stop_reason: string;
  readonly stopped_on: Day;
  readonly opened_on: Day;
  readonly outcome: string | null;
  readonly closed_on: Day | null;
  readonly staff_id: StaffId | null;
}

export interface UnitTable {
  readonly unit_code: string;
  readonly name: string;
  readonly division: string | null;
  readonly phone: string | null;
}

export interface VerificationTaskTable {
  readonly task_id: ColumnType<number, never, never>;
  readonly beneficiary_id: BeneficiaryId;
  readonly number: number;
  readonly reason: string;
  readonly body: string;
  readonly opened_on: Day;
  readonly due_on: Day;
  readonly moved_from: string | null;
  readonly moved_on: Day | null;
  readonly closed_on: Day | null;
  readonly outcome: string | null;
  readonly pay_division: string;
  readonly residence_division: string | null;
  readonly unit_code: string | null;
  readonly assignee_id: number | null;
  readonly taken_at: Date | null;
  readonly pay_province: ColumnType<string | null, never, never>;
  readonly pay_city: ColumnType<string | null, never, never>;
  readonly residence_township: ColumnType<string | null, never, never>;
}

export interface WalkInTable {
  readonly walk_in_id: ColumnType<number, never, never>;
  readonly staff_id: StaffId;
  readonly looked_at: ColumnType<Date, Date | undefined, Date>;
  readonly beneficiary_id: BeneficiaryId | null;
  readonly filed: ColumnType<unknown, string | null, string | null>;
  readonly filed_at: Date | null;
  readonly taken_up_at: Date | null;
  readonly refusals: ColumnType<unknown, string | null, string | null>;
}

/** Every table by its name. */
export interface Schema {
  readonly application: ApplicationTable;
  readonly audit_anchor: AuditAnchorTable;
  readonly audit_draft: AuditDraftTable;
  readonly audit_head: AuditHeadTable;
  readonly audit_record: AuditRecordTable;
  readonly awaited_step: AwaitedStepTable;
  readonly beneficiary: BeneficiaryTable;
  readonly case_event: CaseEventTable;
  readonly case_file: CaseFileTable;
  readonly certification: CertificationTable;
  readonly certification_window: CertificationWindowTable;
  readonly clock_hold: ClockHoldTable;
  readonly conclusion_history: ConclusionHistoryTable;
  readonly death_list: DeathListTable;
  readonly division: DivisionTable;
  readonly entitlement: EntitlementTable;
  readonly evidence: EvidenceTable;
  readonly failed_attempt: FailedAttemptTable;
  readonly failed_since_certified: FailedSinceCertifiedTable;
  readonly feedback_case: FeedbackCaseTable;
  readonly installation_mark: InstallationMarkTable;
  readonly loss_disclosure: LossDisclosureTable;
  readonly machine_client: MachineClientTable;
  readonly machine_token: MachineTokenTable;
  readonly message_receipt: MessageReceiptTable;
  readonly migration: MigrationTable;
  readonly nightly_run: NightlyRunTable;
  readonly notice: NoticeTable;
  readonly observation: ObservationTable;
  readonly observation_reference: ObservationReferenceTable;
  readonly outbox: OutboxTable;
  readonly paper_register: PaperRegisterTable;
  readonly paper_register_row: PaperRegisterRowTable;
  readonly paying_agency: PayingAgencyTable;
  readonly payment_file: PaymentFileTable;
  readonly payment_incident: PaymentIncidentTable;
  readonly payment_instruction: PaymentInstructionTable;
  readonly payment_receipt_file: PaymentReceiptFileTable;
  readonly provider_sign_in: ProviderSignInTable;
  readonly public_display: PublicDisplayTable;
  readonly push_answer: PushAnswerTable;
  readonly record_change: RecordChangeTable;
  readonly region: RegionTable;
  readonly rejected_row: RejectedRowTable;
  readonly retraction: RetractionTable;
  readonly roll_up: RollUpTable;
  readonly roll_up_delta: RollUpDeltaTable;
  readonly service_point: ServicePointTable;
  readonly session: SessionTable;
  readonly set_aside: SetAsideTable;
  readonly signature: SignatureTable;
  readonly source_file: SourceFileTable;
  readonly source_rhythm: SourceRhythmTable;
  readonly staff: StaffTable;
  readonly staff_answer: StaffAnswerTable;
  readonly status_history: StatusHistoryTable;
  readonly suspicious_row: SuspiciousRowTable;
  readonly tracking_case: TrackingCaseTable;
  readonly unit: UnitTable;
  readonly verification_task: VerificationTaskTable;
  readonly walk_in: WalkInTable;
}
