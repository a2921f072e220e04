-- Written by store/test/plans/hot-queries.test.ts, which holds each plan to its indexes.

-- province: uncertified, first page
-- province: uncertified of a band
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_province" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- province: uncertified, next page
-- province: uncertified, deep page
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_province" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and (entitlement.order_in_lists, entitlement.beneficiary_id, entitlement.number) > ("stretch"."after", $8::bigint, $9::smallint) and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- province: eligible
-- province: lost
-- province: pending
select "listed".*, "beneficiary"."sealed"
  from (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_province" = $1 and entitlement.order_in_lists BETWEEN $2::integer AND $3::integer
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number";

-- province: a person by number
-- city: a person by number
-- county: a person by number
-- township: a person by number
-- village: a person by number
-- unit: a person by number
select "beneficiary_id" as "beneficiaryId", "sealed"
  from "beneficiary"
  where "document_key" = $1;

-- province: a person by number
-- province: a person's page
-- city: a person's page
-- county: a person's page
-- township: a person's page
-- village: a person's page
-- unit: a person's page
select "beneficiary_id" as "beneficiaryId", "sealed", "sex", "birth_date" as "birthDate", "household_division" as "householdDivision", "residence_division" as "residenceDivision", "has_phone" as "hasPhone", "has_household" as "hasHousehold", "has_residence" as "hasResidence", concat_ws('.', version, (SELECT string_agg(case_file.version::text, '.'
  ORDER BY policy)
  FROM case_file
  WHERE case_file.beneficiary_id = beneficiary.beneficiary_id)) as "tag", (select coalesce(json_agg(agg), '[]')
  from (select "number", "policy", "insurance", "kind", day_number("since") as "since", "monthly_amount"::text as "monthlyAmount", "unit_code" as "unitCode", "pay_division" as "payDivision", "relationship", "incapacity", "status", "stop_reason" as "stopReason", day_number("status_since") as "statusSince", "conclusion", "pending_reason" as "pendingReason", day_number("anchor_on") as "anchorOn", "anchor_by" as "anchorBy", "anchor_source" as "anchorSource", day_number("deadline") as "deadline", "basis", "decided_by" as "decidedBy", "is_locked" as "isLocked"
  from "entitlement"
  where "entitlement"."beneficiary_id" = "beneficiary"."beneficiary_id"
  order by "number") as agg) as "entitlements", (select coalesce(json_agg(agg), '[]')
  from (select "task_id" as "taskId", "number", "reason", "body", day_number("opened_on") as "openedOn", day_number("due_on") as "dueOn", "assignee_id" as "assigneeId"
  from "verification_task"
  where "verification_task"."beneficiary_id" = "beneficiary"."beneficiary_id" and "closed_on" is null
  order by "number") as agg) as "tasks", (select coalesce(json_agg(agg), '[]')
  from (select "application_id" as "applicationId", "number", "action", "state", "was_terminated" as "wasTerminated", day_number("opened_on") as "openedOn", day_number("closed_on") as "closedOn", ARRAY(SELECT staff_id
  FROM signature
  WHERE signature.application_id = application.application_id
  ORDER BY step) as "signers"
  from "application"
  where "application"."beneficiary_id" = "beneficiary"."beneficiary_id"
  order by "application_id" desc
  limit 50) as agg) as "applications", (select coalesce(json_agg(agg), '[]')
  from (select "certification_id" as "certificationId", "kind", "state", day_number("occurred_on") as "occurredOn"
  from "certification"
  where "certification"."beneficiary_id" = "beneficiary"."beneficiary_id" and "state" in ('submitted', 'first-reviewed')
  order by "certification_id") as agg) as "certifications", (select coalesce(json_agg(agg), '[]')
  from (select "number", day_number("decided_on") as "decidedOn", "conclusion", "pending_reason" as "pendingReason", day_number("deadline") as "deadline", "basis", "decided_by" as "decidedBy"
  from "conclusion_history"
  where "conclusion_history"."beneficiary_id" = "beneficiary"."beneficiary_id"
  order by "recorded_at" desc
  limit 50) as agg) as "conclusions", (select coalesce(json_agg(agg), '[]')
  from (select "number", day_number("changed_on") as "changedOn", "status", "stop_reason" as "stopReason", "loss_kind" as "lossKind", "cites"
  from "status_history"
  where "status_history"."beneficiary_id" = "beneficiary"."beneficiary_id"
  order by "recorded_at" desc
  limit 50) as agg) as "statuses", (select coalesce(json_agg(agg), '[]')
  from (select "number", "notice", day_number("issued_on") as "issuedOn"
  from "notice"
  where "notice"."beneficiary_id" = "beneficiary"."beneficiary_id"
  order by "notice_id" desc
  limit 50) as agg) as "notices", (select coalesce(json_agg(agg), '[]')
  from (select day_number("occurred_on") as "occurredOn", day_number("arrived_on") as "arrivedOn", "source", "ref", "reason", day_number("reminded_on") as "remindedOn"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "beneficiary"."beneficiary_id"
  order by "occurred_on" desc, "failed_attempt_id" desc
  limit 50) as agg) as "failedAttempts"
  from "beneficiary"
  where "beneficiary_id" = $1;

-- province: people by name
-- city: people by name
-- county: people by name
-- township: people by name
-- village: people by name
-- unit: people by name
select "beneficiary_id" as "beneficiaryId", "sealed"
  from "beneficiary"
  where (name_keys[1] = $1 OR name_keys[2] = $2)
  order by beneficiary_id + 0
  limit 50;

-- province: failed since certified, first page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."pay_province" = $1
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- province: failed since certified, next page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."pay_province" = $1 and (failed.beneficiary_id, failed.number) > ($2::bigint, $3::smallint)
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- city: uncertified, first page
-- city: uncertified of a band
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_city" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- city: uncertified, next page
-- city: uncertified, deep page
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_city" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and (entitlement.order_in_lists, entitlement.beneficiary_id, entitlement.number) > ("stretch"."after", $8::bigint, $9::smallint) and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- city: eligible
-- city: lost
-- city: pending
select "listed".*, "beneficiary"."sealed"
  from (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_city" = $1 and entitlement.order_in_lists BETWEEN $2::integer AND $3::integer
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number";

-- city: failed since certified, first page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."pay_city" = $1
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- city: failed since certified, next page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."pay_city" = $1 and (failed.beneficiary_id, failed.number) > ($2::bigint, $3::smallint)
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- county: uncertified, first page
-- county: uncertified of a band
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_county" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- county: uncertified, next page
-- county: uncertified, deep page
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_county" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and (entitlement.order_in_lists, entitlement.beneficiary_id, entitlement.number) > ("stretch"."after", $8::bigint, $9::smallint) and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- county: eligible
-- county: lost
-- county: pending
select "listed".*, "beneficiary"."sealed"
  from (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."pay_county" = $1 and entitlement.order_in_lists BETWEEN $2::integer AND $3::integer
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number";

-- county: failed since certified, first page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."pay_division" = $1
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- county: failed since certified, next page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."pay_division" = $1 and (failed.beneficiary_id, failed.number) > ($2::bigint, $3::smallint)
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- township: uncertified, first page
-- township: uncertified of a band
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."residence_township" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- township: uncertified, next page
-- township: uncertified, deep page
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."residence_township" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and (entitlement.order_in_lists, entitlement.beneficiary_id, entitlement.number) > ("stretch"."after", $8::bigint, $9::smallint) and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- township: eligible
-- township: lost
-- township: pending
select "listed".*, "beneficiary"."sealed"
  from (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."residence_township" = $1 and entitlement.order_in_lists BETWEEN $2::integer AND $3::integer
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number";

-- township: failed since certified, first page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."residence_township" = $1
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- township: failed since certified, next page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."residence_township" = $1 and (failed.beneficiary_id, failed.number) > ($2::bigint, $3::smallint)
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- village: uncertified, first page
-- village: uncertified of a band
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."residence_village" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- village: uncertified, next page
-- village: uncertified, deep page
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."residence_village" = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and (entitlement.order_in_lists, entitlement.beneficiary_id, entitlement.number) > ("stretch"."after", $8::bigint, $9::smallint) and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- village: eligible
-- village: lost
-- village: pending
select "listed".*, "beneficiary"."sealed"
  from (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where "entitlement"."residence_village" = $1 and entitlement.order_in_lists BETWEEN $2::integer AND $3::integer
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number";

-- village: failed since certified, first page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."residence_division" = $1
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- village: failed since certified, next page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."residence_division" = $1 and (failed.beneficiary_id, failed.number) > ($2::bigint, $3::smallint)
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- unit: uncertified, first page
-- unit: uncertified of a band
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where entitlement.unit_code = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- unit: uncertified, next page
-- unit: uncertified, deep page
select "listed".*, "beneficiary"."sealed"
  from (VALUES ($1::integer, $2::integer, $3::integer), ($4::integer, $5::integer, $6::integer)) as stretch (first, after, last)
  inner join lateral (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where entitlement.unit_code = $7 and entitlement.order_in_lists BETWEEN "stretch"."first" AND "stretch"."last" and (entitlement.order_in_lists, entitlement.beneficiary_id, entitlement.number) > ("stretch"."after", $8::bigint, $9::smallint) and "entitlement"."status" <> 'terminated'
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed" on true
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number"
  limit 50;

-- unit: eligible
-- unit: lost
-- unit: pending
select "listed".*, "beneficiary"."sealed"
  from (select "entitlement"."beneficiary_id" as "beneficiaryId", "entitlement"."number", "entitlement"."policy", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."status", "entitlement"."stop_reason" as "stopReason", "entitlement"."conclusion", "entitlement"."pending_reason" as "pendingReason", "entitlement"."anchor_on" as "anchorOn", "entitlement"."anchor_by" as "anchorBy", "entitlement"."anchor_source" as "anchorSource", "entitlement"."deadline", "entitlement"."basis", "entitlement"."decided_by" as "decidedBy"
  from "entitlement"
  where entitlement.unit_code = $1 and entitlement.order_in_lists BETWEEN $2::integer AND $3::integer
  order by "entitlement"."order_in_lists", "entitlement"."beneficiary_id", "entitlement"."number"
  limit 50) as "listed"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "listed"."beneficiaryId"
  order by "listed"."anchorOn", "listed"."beneficiaryId", "listed"."number";

-- unit: failed since certified, first page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."unit_code" = $1
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- unit: failed since certified, next page
select "failed"."beneficiary_id" as "beneficiaryId", "failed"."number", "entitlement"."insurance", "entitlement"."kind", "entitlement"."pay_division" as "payDivision", "entitlement"."residence_division" as "residenceDivision", "entitlement"."conclusion", "entitlement"."deadline", "beneficiary"."sealed", "told"."attempts", "told"."latestOn", "told"."latestReason"
  from "failed_since_certified" as "failed"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "failed"."beneficiary_id" and "entitlement"."number" = "failed"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "failed"."beneficiary_id"
  inner join lateral (select count(*)::integer as "attempts", max(occurred_on) as "latestOn", (array_agg(reason
  ORDER BY occurred_on DESC, failed_attempt_id DESC))[1] as "latestReason"
  from "failed_attempt"
  where "failed_attempt"."beneficiary_id" = "failed"."beneficiary_id" and occurred_on > coalesce(entitlement.anchor_on, entitlement.since) having count(*) > 0) as "told" on true
  where "failed"."unit_code" = $1 and (failed.beneficiary_id, failed.number) > ($2::bigint, $3::smallint)
  order by "failed"."beneficiary_id", "failed"."number"
  limit 50;

-- province: open tasks, first page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."pay_province" = $2
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- province: open tasks, next page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."pay_province" = $2 and (task.due_on, task.task_id) > ($3::date, $4::bigint)
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- city: open tasks, first page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."pay_city" = $2
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- city: open tasks, next page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."pay_city" = $2 and (task.due_on, task.task_id) > ($3::date, $4::bigint)
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- county: open tasks, first page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."pay_division" = $2
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- county: open tasks, next page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."pay_division" = $2 and (task.due_on, task.task_id) > ($3::date, $4::bigint)
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- township: open tasks, first page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."residence_township" = $2
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- township: open tasks, next page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."residence_township" = $2 and (task.due_on, task.task_id) > ($3::date, $4::bigint)
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- village: open tasks, first page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."residence_division" = $2
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- village: open tasks, next page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."residence_division" = $2 and (task.due_on, task.task_id) > ($3::date, $4::bigint)
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- unit: open tasks, first page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."unit_code" = $2
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- unit: open tasks, next page
select "task"."task_id" as "taskId", "task"."beneficiary_id" as "beneficiaryId", "task"."number", "task"."reason", "task"."body", "task"."opened_on" as "openedOn", "task"."due_on" as "dueOn", "task"."moved_from" as "movedFrom", "task"."moved_on" as "movedOn", "task"."assignee_id" as "assigneeId", "staff"."name" as "assigneeName", "task"."pay_division" as "payDivision", "task"."residence_division" as "residenceDivision", "task"."unit_code" as "unitCode", "entitlement"."insurance", "entitlement"."kind", "entitlement"."status", "entitlement"."conclusion", "beneficiary"."sealed"
  from "verification_task" as "task"
  inner join "entitlement" on "entitlement"."beneficiary_id" = "task"."beneficiary_id" and "entitlement"."number" = "task"."number"
  inner join "beneficiary" on "beneficiary"."beneficiary_id" = "task"."beneficiary_id" left join "staff" on "staff"."staff_id" = "task"."assignee_id"
  where "task"."closed_on" is null and "task"."body" = $1 and "task"."unit_code" = $2 and (task.due_on, task.task_id) > ($3::date, $4::bigint)
  order by "task"."due_on", "task"."task_id"
  limit 50;

-- province: dashboard by 2 digits
-- province: dashboard by 4 digits
-- city: dashboard by 6 digits
-- county: dashboard by 9 digits
-- township: dashboard by 12 digits
-- village: dashboard by 12 digits
SELECT place, policy, insurance, conclusion, status, deadline_months AS "deadlineMonths", benefits
  FROM roll_up -- A place above the viewer's would show their share of it alone. The setting is read once, not for -- every row; codes are compared byte by byte, not by a language.
  WHERE digits = $1 AND place >= $2 AND place < $3 AND starts_with(place, coalesce((SELECT viewer_place()), ''))
  UNION ALL SELECT place, policy, insurance, conclusion, status, ARRAY[deadline_month], ARRAY[change]
  FROM waiting_counts($4::integer, $5)
  WHERE starts_with(place, coalesce((SELECT viewer_place()), ''))
  ORDER BY 1, 2, 3, 4, 5;
