// Every article and item of the Weihai measures, and what answers it.

import type { Article } from "../../article.ts";
import { WEIHAI_ON_CERTIFICATION } from "./articles-on-certification.ts";
import { WEIHAI_ON_PAYMENT } from "./articles-on-payment.ts";

export const WEIHAI_ARTICLES: readonly Article[] = [
  ...WEIHAI_ON_CERTIFICATION,
  ...WEIHAI_ON_PAYMENT,
];
