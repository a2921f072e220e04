// The lists that this API has, in one place.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";

import { staffList } from "../staff-routes.ts";
import { auditList } from "./audit-list.ts";
import { conclusionLists, uncertifiedList } from "./entitlement-lists.ts";
import { failedAttemptList } from "./failed-attempt-list.ts";
import {
  deathLists,
  feedbackList,
  noticeList,
  recordChangeList,
  retractionList,
} from "./follow-up-lists.ts";
import { cleanUpList, displayList, trackingList } from "./held-back-lists.ts";
import { instructionList } from "./instruction-list.ts";
import { rejectedRowList, sourceFileList, suspiciousRowList } from "./intake-lists.ts";
import type { ListParts } from "./list-routes.ts";
import { listRoutes } from "./list-routes.ts";
import {
  divisionList,
  holdList,
  nightList,
  servicePointList,
  unitList,
  windowList,
} from "./place-lists.ts";
import { applicationList, reviewList } from "./review-lists.ts";
import { sourceList } from "./source-list.ts";
import { taskList } from "./task-list.ts";

export function everyList(parts: ListParts): readonly FastifyPluginAsyncTypebox[] {
  const { database } = parts;
  return [
    ...conclusionLists(database).map((list) => listRoutes(parts, list)),
    listRoutes(parts, uncertifiedList(database)),
    listRoutes(parts, taskList(database)),
    listRoutes(parts, reviewList(database)),
    listRoutes(parts, applicationList(database)),
    listRoutes(parts, feedbackList(database)),
    listRoutes(parts, retractionList(database)),
    listRoutes(parts, deathLists()),
    listRoutes(parts, noticeList(database)),
    listRoutes(parts, recordChangeList()),
    listRoutes(parts, cleanUpList(database)),
    listRoutes(parts, trackingList(database)),
    listRoutes(parts, displayList(database)),
    listRoutes(parts, failedAttemptList(database)),
    listRoutes(parts, instructionList(database)),
    listRoutes(parts, sourceList),
    listRoutes(parts, staffList),
    listRoutes(parts, auditList),
    listRoutes(parts, divisionList),
    listRoutes(parts, unitList),
    listRoutes(parts, servicePointList),
    listRoutes(parts, windowList),
    listRoutes(parts, holdList),
    listRoutes(parts, nightList),
    listRoutes(parts, sourceFileList),
    listRoutes(parts, rejectedRowList),
    listRoutes(parts, suspiciousRowList(database)),
  ];
}
