// Every way in which a request can fail, in one table: a stable code, its HTTP status, and what
// people read. Refusals of the policy core come in with their own words. It knows no route.

import type { Refusal } from "@lingdai/policy";
import { REFUSALS } from "@lingdai/policy";

interface Words {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;
  readonly zh: string;
  readonly en: string;
}

const REQUEST_PROBLEMS = {
  "bad-request": {
    status: 400,
    zh: "请求不完整或写法不对",
    en: "the request is incomplete or malformed",
  },
  "not-signed-in": { status: 401, zh: "请先登录", en: "sign in first" },
  "wrong-credentials": {
    status: 401,
    zh: "账号、密码或动态口令不对",
    en: "wrong login, password or code",
  },
  "code-needed": { status: 401, zh: "请输入动态口令", en: "a one-time code is needed" },
  "bad-signature": {
    status: 401,
    zh: "签名不对、已过期或没有登记",
    en: "the signature is wrong or old, or the client is unknown",
  },
  "bad-token": {
    status: 401,
    zh: "令牌不对、已过期或已收回",
    en: "the token is wrong, has ended or was taken back",
  },
  "provider-refused": {
    status: 401,
    zh: "统一身份认证没有成功，请重新登录",
    en: "the identity provider did not vouch for you; begin again",
  },
  "not-linked": {
    status: 403,
    zh: "您的统一身份没有对应的账号，请管理员关联",
    en: "your identity is linked to no account here; ask an administrator",
  },
  "provider-away": {
    status: 503,
    zh: "统一身份认证暂时连不上，请稍后再试，或用密码登录",
    en: "the identity provider cannot be reached; try later, or use your password",
  },
  "password-change-needed": {
    status: 403,
    zh: "请先修改别人给您的密码，再办理业务",
    en: "change the password that you were given first",
  },
  "weak-password": {
    status: 422,
    zh: "新密码太弱：至少 12 个字符，不含账号，不与原密码相同",
    en: "too weak: 12 characters or more, without the login, other than the old one",
  },
  "not-permitted": { status: 403, zh: "您的岗位不能办理这项业务", en: "your role may not do this" },
  "foreign-request": {
    status: 403,
    zh: "请求不是从本系统的页面发出的",
    en: "the request did not come from our own pages",
  },
  // Not 403: whether a record exists outside one's sight is itself personal data.
  "not-found": {
    status: 404,
    zh: "没有找到，或不在您的管辖范围内",
    en: "not found, or not in your sight",
  },
  "version-needed": {
    status: 428,
    zh: "请在 If-Match 里带上档案的版本（读档案时回答里的 ETag）",
    en: "send the record's version in If-Match (the ETag of the answer in which you read it)",
  },
  "changed-meanwhile": {
    status: 412,
    zh: "档案刚被别人改动，请刷新后再办",
    en: "somebody changed the record meanwhile; read it again",
  },
  "taken-already": {
    status: 409,
    zh: "已由别人领取，请与其联系，或请负责人释放",
    en: "somebody else has taken it; ask them, or have it released",
  },
  "evidence-unusable": {
    status: 422,
    zh: "凭据不是能用的照片、视频或文件，或者太大",
    en: "the evidence is no usable picture, video or document, or too large",
  },
  "evidence-store-full": {
    status: 503,
    zh: "存放凭据的磁盘已满，没有办成，请联系管理员",
    en: "no room is left for evidence; nothing was done",
  },
  "mapping-unusable": {
    status: 422,
    zh: "来源映射不能用，请按 detail 所说改正",
    en: "the source mapping cannot be used: detail says where and what",
  },
  "no-room": {
    status: 503,
    zh: "存放文件的磁盘已满，没有收下，请联系管理员",
    en: "no room is left for files; nothing was taken",
  },
  "reason-needed": {
    status: 422,
    zh: "请写明为什么需要完整的个人信息，至少 4 个字",
    en: "say why the data are needed in full, in 4 characters or more",
  },
  "too-many-rows": {
    status: 422,
    zh: "人数太多，一份表放不下：PDF 最多 1000 人，XLSX 最多 5000 人",
    en: "too many people for one form: 1000 as PDF, 5000 as XLSX",
  },
  "name-mismatch": {
    status: 422,
    zh: "号码对上了，姓名与档案不符",
    en: "the name is not the one on record",
  },
  "register-unreadable": {
    status: 422,
    zh: "不是能读的 XLSX 文件（损坏、加了密码、太大，或者展开后过大），请用模板重新填写后另存",
    en: "no readable XLSX: damaged, locked or too large; fill in the template anew",
  },
  "register-header": {
    status: 422,
    zh: "表头里缺少必需的栏（见 field），请用模板，第一行的栏名不要改动",
    en: "the header lacks columns (see field); use the template as it is",
  },
  "register-empty": {
    status: 422,
    zh: "表里没有填写任何人",
    en: "nobody is on the register",
  },
  "register-too-long": {
    status: 422,
    zh: "一个文件最多 500 行，请分成几个文件上传",
    en: "500 rows a file at most; hand in several files",
  },
  "filed-already": {
    status: 409,
    zh: "已经报过，不能再报",
    en: "filed already",
  },
  "login-taken": {
    status: 409,
    zh: "这个账号已有人使用，请换一个",
    en: "the login is taken; choose another",
  },
  "key-used": {
    status: 409,
    zh: "这个编号已经用于别的请求",
    en: "this idempotency key was used for another request",
  },
  "answer-pending": {
    status: 409,
    zh: "同一编号的请求还没有答复，请稍后再试；一直没有的，请查看档案是否已经办理",
    en: "the request under this key has no answer yet: try later, or read what was done",
  },
  "too-large": { status: 413, zh: "内容太大", en: "the content is too large" },
  "unknown-content": {
    status: 415,
    zh: "不支持这种内容格式",
    en: "this kind of content is not supported",
  },
  "too-many": {
    status: 429,
    zh: "操作太频繁，请稍后再试",
    en: "too many requests; try again later",
  },
  "sign-in-locked": {
    status: 429,
    zh: "密码错误次数过多，账号暂时锁定，请稍后再试",
    en: "too many wrong passwords; try again later",
  },
  defect: {
    status: 500,
    zh: "系统出错，已记录，请稍后再试",
    en: "an unexpected error was recorded",
  },
  "not-ready": {
    status: 503,
    zh: "系统正在启动或数据库暂时连不上",
    en: "starting, or the database is away",
  },
} as const satisfies Record<string, Words>;

export type ProblemCode = keyof typeof REQUEST_PROBLEMS | Refusal;

/** Signing twice and the wrong level are a matter of who asks; the rest of what is on file. */
const FORBIDDEN: ReadonlySet<Refusal> = new Set<Refusal>(["same-person", "wrong-level"]);
/** What the request itself lacks or has wrong. */
const UNPROCESSABLE: ReadonlySet<Refusal> = new Set<Refusal>([
  "future-date",
  "method-not-accepted",
  "too-old",
  "evidence-missing",
  "incomplete-data",
]);

function statusOfRefusal(refusal: Refusal): Words["status"] {
  if (FORBIDDEN.has(refusal)) return 403;
  return UNPROCESSABLE.has(refusal) ? 422 : 409;
}

function isRefusal(code: ProblemCode): code is Refusal {
  return Object.hasOwn(REFUSALS, code);
}

/** A failure that the client is told about. `field` names what of the request is meant. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly field: string | undefined;

  constructor(code: ProblemCode, field?: string) {
    super(code);
    this.code = code;
    this.field = field;
  }
}

/** The body of an error (RFC 9457); never anything about a person. */
export interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly titleEn: string;
  readonly field?: string;
  /** Where and what, in Chinese, for those who mend it. */
  readonly detail?: string;
}

export function problemBody(code: ProblemCode, field?: string, detail?: string): ProblemBody {
  const { status, zh, en } = isRefusal(code)
    ? { ...REFUSALS[code], status: statusOfRefusal(code) }
    : REQUEST_PROBLEMS[code];
  return {
    type: `urn:lingdai:problem:${code}`,
    status,
    code,
    title: zh,
    titleEn: en,
    ...(field === undefined ? {} : { field }),
    ...(detail === undefined ? {} : { detail }),
  };
}
