/** The client of the Language Server Protocol. Loaded when the server is started. */
import { createInterface } from "node:readline";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  type LanguageClientOptions,
  type StaticFeature,
} from "vscode-languageclient/node";

import type { Settings } from "../configuration/server";
import { METHOD, OPEN_LENS, type ServerStatus } from "../protocol";
import { SELECTOR } from "./documents";

/** What a client is made of. */
export interface Parts {
  readonly program: string;
  /** Environment variables besides the editor's. */
  readonly env: Readonly<Record<string, string>>;
  readonly output: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
}

/** What a client asks and tells. */
export interface Hooks {
  /** What the server is told of the editor's settings. */
  settings(settings: unknown): Settings;
  /** The server wrote a line to its standard error. */
  stderr(line: string): void;
  /** The server answers. */
  running(): void;
  /** The server has told its status. */
  status(status: ServerStatus): void;
  /** The connection ended without being asked to. Whether the server is to be started again. */
  closed(): boolean;
}

/** A client that starts the program when it is started itself. */
export function createClient({ program, env, output, trace }: Parts, hooks: Hooks): LanguageClient {
  const executable = { command: program, args: ["lsp"], options: { env: { ...process.env, ...env } } };
  const client = new LanguageClient("ownlens", "Ownlens", executable, {
    ...options(hooks),
    outputChannel: output,
    traceOutputChannel: trace,
  });
  client.registerFeature(ABILITIES);
  client.onNotification(METHOD.status, (status: ServerStatus) => {
    hooks.status(status);
  });
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) {
      hooks.running();
    }
  });
  return client;
}

/** Tells the server what this client can do besides the protocol. */
const ABILITIES: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      ownlens: { status: true, commands: [OPEN_LENS] },
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

function options(hooks: Hooks): LanguageClientOptions {
  return {
    documentSelector: SELECTOR,
    diagnosticCollectionName: "ownlens",
    initializationOptions: () => hooks.settings(vscode.workspace.getConfiguration("ownlens")),
    markdown: { supportThemeIcons: true },
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const answer = await next(params, token);
          if (!Array.isArray(answer)) {
            return answer;
          }
          return answer.map((value: unknown, at) =>
            params.items[at]?.section === "ownlens" ? hooks.settings(value) : value,
          );
        },
      },
    },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => ({
        action: hooks.closed() ? CloseAction.Restart : CloseAction.DoNotRestart,
        handled: true,
      }),
    },
    stdioOptions: {
      // Standard output carries the protocol.
      stdout: () => undefined,
      stderr: (input) => {
        createInterface({ input }).on("line", (line) => {
          hooks.stderr(line);
        });
      },
    },
  };
}
