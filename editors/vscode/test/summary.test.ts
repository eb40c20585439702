import assert from "node:assert/strict";
import { test } from "node:test";

import type { ServerStatus } from "../src/protocol";
import { summary, type ServerState } from "../src/status/summary";

const RUNNING: ServerState = { kind: "running" };
const READY: ServerStatus = {
  loading: false,
  projects: [{ root: "/a", standardLibrary: "source", provisional: false, missing: [] }],
  documents: [],
};

function kinds(state: ServerState, status?: ServerStatus, document?: string, trusted = true) {
  const { level, notes } = summary(state, status, document, trusted);
  return { level, notes: notes.map((note) => note.kind) };
}

test("ready is calm", () => {
  assert.deepEqual(kinds(RUNNING, READY), { level: "ready", notes: [] });
  assert.deepEqual(kinds(RUNNING), { level: "ready", notes: [] });
});

test("loading is told, with what is known to be missing already", () => {
  assert.deepEqual(kinds(RUNNING, { ...READY, loading: true }), {
    level: "busy",
    notes: ["loading"],
  });
});

test("what is missing is told once, with what can be done", () => {
  const missing = [{ kind: "stdSource", message: "no source" }];
  const project = { ...READY.projects[0], root: "/b", missing } as ServerStatus["projects"][0];
  const status = { ...READY, projects: [project, { ...project, root: "/c" }] };
  assert.deepEqual(summary(RUNNING, status, undefined, true), {
    level: "degraded",
    notes: [{ kind: "missing", message: "no source", action: "addStdSource" }],
  });
});

test("an unknown kind of missing thing leads to the output", () => {
  const missing = [{ kind: "somethingNew", message: "?" }];
  const project = { ...READY.projects[0], missing } as ServerStatus["projects"][0];
  const { notes } = summary(RUNNING, { ...READY, projects: [project] }, undefined, true);
  assert.equal(notes[0]?.action, "openOutput");
});

test("a silent document matters where it is looked at", () => {
  const status = { ...READY, documents: [{ uri: "file:///a.rs", message: "not UTF-8" }] };
  assert.equal(kinds(RUNNING, status, "file:///b.rs").level, "ready");
  assert.deepEqual(kinds(RUNNING, status, "file:///a.rs"), {
    level: "degraded",
    notes: ["silentDocument"],
  });
});

test("a folder that is not trusted is no defect", () => {
  assert.deepEqual(kinds(RUNNING, READY, undefined, false), {
    level: "ready",
    notes: ["untrusted"],
  });
});

test("a server that is not there is an error with a way out", () => {
  const tried = ["/x/ownlens"];
  const states: ServerState[] = [
    { kind: "stopped" },
    { kind: "failed", message: "no" },
    { kind: "missing", tried },
    { kind: "missing", tried, setting: "x" },
  ];
  for (const state of states) {
    const { level, notes } = summary(state, READY, undefined, true);
    assert.equal(level, "error");
    assert.ok(notes[0]?.action !== undefined);
  }
  assert.equal(kinds({ kind: "restarting" }, READY).level, "busy");
});
