// How a problem looks in the API's documents: the same for every route.

import { Type } from "typebox";

const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: "不变的代码 stable code" }),
    title: Type.String({ description: "中文说明" }),
    titleEn: Type.String(),
    field: Type.Optional(Type.String({ description: "请求中有问题的那一项" })),
    detail: Type.Optional(Type.String({ description: "哪里、什么不对、怎样改" })),
  },
  { title: "Problem" },
);

const content = { content: { "application/problem+json": { schema: ProblemSchema } } };

/** What every route may answer besides its own. */
export const PROBLEM_RESPONSES = {
  400: { description: "请求写法不对", ...content },
  401: { description: "没有登录", ...content },
  403: { description: "没有权限", ...content },
  404: { description: "没有找到", ...content },
  409: { description: "与档案现状不符", ...content },
  412: { description: "档案已被别人改动", ...content },
  422: { description: "内容不被接受", ...content },
  428: { description: "缺少档案版本 If-Match", ...content },
  429: { description: "太频繁", ...content },
} as const;
