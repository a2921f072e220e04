// How days enter PostgreSQL: a number beside a date column becomes that date. Bare numbers would be
// worse than an error, for PostgreSQL reads `20100` as the hundredth day of 2020. In `sql` templates,
// where no column can be seen, `sqlDay` says it.

import {
  AliasNode,
  AndNode,
  ColumnNode,
  OperationNodeTransformer,
  ParensNode,
  PrimitiveValueListNode,
  ReferenceNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  sql,
} from "kysely";
import type {
  BinaryOperationNode,
  ColumnUpdateNode,
  Expression,
  InsertQueryNode,
  KyselyPlugin,
  OperationNode,
  RawBuilder,
} from "kysely";

import { formatDay, type Day } from "@lingdai/policy";

import { DATE_COLUMNS } from "./schema.generated.ts";

/** A day as a parameter inside a `sql` template. */
export function sqlDay(day: Day): RawBuilder<Day> {
  return sql<Day>`${formatDay(day)}::date`;
}

/** A date that goes out inside JSON, where no type parser finds it. */
export function dayInJson<Value extends Day | null>(date: Expression<Value>): RawBuilder<Value> {
  return sql<Value>`day_number(${date})`;
}

/** Turns days into dates in every query that is built, and nothing else. */
export function daysInQueries(): KyselyPlugin {
  const transformer = new DaysToDates();
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => await Promise.resolve(result),
  };
}

class DaysToDates extends OperationNodeTransformer {
  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const { leftOperand, rightOperand } = node;
    return super.transformBinaryOperation({
      ...node,
      leftOperand: isDateColumn(rightOperand) ? withDates(leftOperand) : leftOperand,
      rightOperand: isDateColumn(leftOperand) ? withDates(rightOperand) : rightOperand,
    });
  }

  protected override transformColumnUpdate(node: ColumnUpdateNode): ColumnUpdateNode {
    const value = isDateColumn(node.column) ? withDates(node.value) : node.value;
    return super.transformColumnUpdate({ ...node, value });
  }

  protected override transformInsertQuery(node: InsertQueryNode): InsertQueryNode {
    const { columns, values } = node;
    if (columns === undefined || values === undefined || !ValuesNode.is(values)) {
      return super.transformInsertQuery(node);
    }
    const isDate = columns.map((column) => isDateColumn(column));
    const rows = values.values.map((row) =>
      PrimitiveValueListNode.is(row)
        ? PrimitiveValueListNode.create(
            row.values.map((value, at) => (isDate[at] === true ? dateOf(value) : value)),
          )
        : ValueListNode.create(
            row.values.map((value, at) => (isDate[at] === true ? withDates(value) : value)),
          ),
    );
    return super.transformInsertQuery({ ...node, values: ValuesNode.create(rows) });
  }
}

function isDateColumn(node: OperationNode): boolean {
  if (ReferenceNode.is(node)) return isDateColumn(node.column);
  if (AliasNode.is(node)) return isDateColumn(node.node);
  return ColumnNode.is(node) && DATE_COLUMNS.has(node.column.name);
}

/** The same operand, its bare numbers written as dates. */
function withDates(node: OperationNode): OperationNode {
  // Kept as it was but for the value: the null of `is null` is written, not bound.
  if (ValueNode.is(node)) {
    const withDate: ValueNode = { ...node, value: dateOf(node.value) };
    return withDate;
  }
  if (PrimitiveValueListNode.is(node))
    return PrimitiveValueListNode.create(node.values.map(dateOf));
  if (ValueListNode.is(node)) return ValueListNode.create(node.values.map(withDates));
  if (ParensNode.is(node)) return ParensNode.create(withDates(node.node));
  if (AndNode.is(node)) return AndNode.create(withDates(node.left), withDates(node.right));
  return node;
}

function dateOf(value: unknown): unknown {
  return typeof value === "number" ? formatDay(value) : value;
}
