// Every article, item and annex of the Sichuan rules, and what answers it.

import type { Article } from "../../article.ts";
import { SICHUAN_ON_CERTIFICATION } from "./articles-on-certification.ts";
import { SICHUAN_ON_PAYMENT } from "./articles-on-payment.ts";
import { SICHUAN_ON_SYSTEMS } from "./articles-on-systems.ts";

export const SICHUAN_ARTICLES: readonly Article[] = [
  ...SICHUAN_ON_CERTIFICATION,
  ...SICHUAN_ON_PAYMENT,
  ...SICHUAN_ON_SYSTEMS,
];
