import assert from "node:assert/strict";
import { test } from "node:test";

import type { Range, Region, Regions } from "../src/protocol";
import { byLine, KINDS, plan, styleName, type Mark, type Options } from "../src/regions/plan";

const LINES = [
  "fn main() {",
  "    let mut v = vec![1];",
  "",
  "    let r = &v;",
  "    let s = &v;",
  '    println!("{r:?} {s:?}");',
  "    take(v);  ",
  "}",
];
const ALL: Options = { kinds: new Set(KINDS), labels: true, overviewRuler: true };

function range(line: number, character: number, endLine: number, endCharacter: number): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function answer(regions: Region[], more: Partial<Regions> = {}): Regions {
  const subject = { kind: "value", name: "v", range: range(1, 12, 1, 13) } as const;
  return { version: 1, subject, regions, points: [], ...more };
}

function drawn(marks: readonly Mark[], draw: Mark["style"]["draw"]): Mark[] {
  return marks.filter((mark) => mark.style.draw === draw);
}

test("a range is drawn line by line, without indentation, empty lines and spaces at the end", () => {
  assert.deepEqual(byLine(range(1, 12, 3, 9), LINES), [range(1, 12, 1, 24), range(3, 4, 3, 9)]);
  assert.deepEqual(byLine(range(6, 0, 6, 14), LINES), [range(6, 4, 6, 12)]);
  assert.deepEqual(byLine(range(2, 0, 2, 0), LINES), []);
  assert.deepEqual(byLine(range(20, 0, 22, 5), LINES), []);
});

test("what a region is and where it has holes is drawn", () => {
  const ranges = [range(1, 12, 1, 24), range(6, 4, 6, 11)];
  const marks = plan([answer([{ kind: "owned", ranges, label: "owned" }])], LINES, ALL);
  assert.deepEqual(
    drawn(marks, "line").map((it) => it.range),
    ranges,
  );
  assert.deepEqual(
    drawn(marks, "bar").map((it) => it.range.start.line),
    [1, 6],
  );
  assert.deepEqual(
    drawn(marks, "ruler").map((it) => it.range),
    ranges,
  );
  assert.deepEqual(
    drawn(marks, "label").map((it) => [it.range.start.line, it.text]),
    [[1, "owned"]],
  );
});

test("loans that are live at once have different lines", () => {
  const loan = (number: number, from: number, to: number): Region => ({
    kind: "shared",
    ranges: [range(from, 8, to, 13)],
    label: `loan ${number}`,
    loan: number,
  });
  const marks = plan([answer([loan(0, 3, 5), loan(1, 4, 5), loan(2, 6, 6)])], LINES, ALL);
  const slots = drawn(marks, "line").map((it) => [it.range.start.line, styleName(it.style)]);
  assert.deepEqual(slots, [
    [3, "line shared 0"],
    [4, "line shared 0"],
    [5, "line shared 0"],
    [4, "line shared 1"],
    [5, "line shared 1"],
    // The others are not live any more.
    [6, "line shared 0"],
  ]);
});

test("a line's bar shows what restricts most", () => {
  const regions: Region[] = [
    { kind: "mutable", ranges: [range(3, 12, 3, 14)], label: "", loan: 0 },
    { kind: "owned", ranges: [range(1, 12, 6, 11)], label: "" },
  ];
  const bars = drawn(plan([answer(regions)], LINES, ALL), "bar");
  assert.deepEqual(bars.map((it) => [it.range.start.line, it.style.kind]).sort(), [
    [1, "owned"],
    [3, "mutable"],
    [4, "owned"],
    [5, "owned"],
    [6, "owned"],
  ]);
});

test("points have the colour of their loan, and a label where the loan does not say it", () => {
  const regions: Region[] = [
    { kind: "mutable", ranges: [range(3, 12, 5, 20)], label: "borrowed by r", loan: 3 },
  ];
  const points = [
    { kind: "issue", range: range(3, 12, 3, 14), label: "issued here", loan: 3 },
    { kind: "lastUse", range: range(5, 15, 5, 16), label: "last use", loan: 3 },
    { kind: "move", range: range(6, 9, 6, 10), label: "moved" },
  ] as const;
  const marks = plan([answer(regions, { points })], LINES, ALL);
  assert.deepEqual(
    drawn(marks, "point").map((it) => styleName(it.style)),
    ["point mutable issue", "point mutable lastUse"],
  );
  const labels = drawn(marks, "label").map((it) => [it.range.start.line, it.style.kind, it.text]);
  assert.deepEqual(labels, [
    [3, "mutable", "borrowed by r"],
    [5, "mutable", "last use"],
    [6, "moved", "moved"],
  ]);
});

test("where a value is moved out the move says so, and where no move stands the region does", () => {
  const point = { kind: "move", range: range(6, 9, 6, 10), label: "v moved to take" } as const;
  const region = (line: number): Region => ({
    kind: "moved",
    ranges: [range(line, 10, 7, 1)],
    label: "v moved out",
  });
  const labels = (line: number) =>
    drawn(plan([answer([region(line)], { points: [point] })], LINES, ALL), "label").map((it) => [
      it.range.start.line,
      it.text,
    ]);
  assert.deepEqual(labels(6), [[6, "v moved to take"]]);
  assert.deepEqual(labels(5), [
    [5, "v moved out"],
    [6, "v moved to take"],
  ]);
});

test("of several values each is named", () => {
  const region: Region = { kind: "owned", ranges: [range(1, 12, 1, 24)], label: "owned by v" };
  const use = { kind: "assign", range: range(4, 12, 4, 14), label: "assigned" } as const;
  const other = answer([{ ...region, label: "owned by w" }], {
    subject: { kind: "value", name: "w", range: range(3, 8, 3, 9) },
    points: [use],
  });
  const labels = drawn(plan([answer([region]), other], LINES, ALL), "label");
  assert.deepEqual(
    labels.map((it) => it.text),
    ["owned by v · owned by w", "w: assigned"],
  );
});

test("what is switched off is not drawn", () => {
  const regions: Region[] = [
    { kind: "owned", ranges: [range(1, 12, 1, 24)], label: "owned" },
    { kind: "shared", ranges: [range(3, 12, 3, 14)], label: "borrowed", loan: 0 },
  ];
  const points = [{ kind: "issue", range: range(3, 12, 3, 14), label: "issued", loan: 0 }] as const;
  const some: Options = { kinds: new Set(["owned"]), labels: false, overviewRuler: false };
  const marks = plan([answer(regions, { points })], LINES, some);
  assert.deepEqual(
    new Set(marks.map((it) => styleName(it.style))),
    new Set(["line owned 0", "bar owned"]),
  );
});
