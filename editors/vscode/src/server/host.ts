/** The server's process and the connection to it. */
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { serverSettings, type Settings } from "../configuration/server";
import type { ServerStatus } from "../protocol";
import type { ServerState } from "../status/summary";
import { locate, type Found, type NotFound } from "./locate";
import { Recent } from "./recent";
import { Restarts } from "./restarts";

/** Settings that are used when the server starts; a change of another one reaches it while it runs. */
const AT_START = ["ownlens.server.path", "ownlens.server.extraEnv"];

/** What the rest of the extension wants to know. */
export interface Observer {
  state(state: ServerState): void;
  status(status: ServerStatus): void;
}

/** Starts the server, keeps it running, and carries messages to it. */
export class ServerHost implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("Ownlens", { log: true });
  /** The last lines that the server wrote to its standard error. */
  readonly errors = new Recent(200);
  private readonly trace = vscode.window.createOutputChannel("Ownlens Trace", { log: true });
  private readonly restarts = new Restarts();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private client: LanguageClient | undefined;
  private found: Found | NotFound | undefined;
  /** Starts and stops follow one another. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly observer: Observer,
  ) {
    this.subscriptions = [
      this.output,
      this.trace,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (AT_START.some((setting) => event.affectsConfiguration(setting))) {
          void this.restart();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        void this.trusted();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Which program runs, and where it was found. */
  get program(): Found | undefined {
    return this.found !== undefined && "program" in this.found ? this.found : undefined;
  }

  /** What the server says about itself: name and version. */
  get version(): string | undefined {
    const info = this.client?.initializeResult?.serverInfo;
    return info === undefined ? undefined : `${info.name} ${info.version ?? ""}`.trim();
  }

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  restart(): Promise<void> {
    this.restarts.forget();
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  /** Sends a request; nothing while the server is not running. */
  async request<T>(
    method: string,
    params: unknown,
    token: vscode.CancellationToken,
  ): Promise<T | undefined> {
    const client = this.running;
    return client === undefined
      ? undefined
      : await client.sendRequest<T>(method, params, token);
  }

  /** Sends a notification; nothing happens while the server is not running. */
  async notify(method: string, params: unknown): Promise<void> {
    await this.running?.sendNotification(method, params);
  }

  /** The positions of the protocol in the editor's types. */
  get converter(): LanguageClient["protocol2CodeConverter"] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  private get running(): LanguageClient | undefined {
    return this.client?.isRunning() === true ? this.client : undefined;
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => {
      this.output.error(String(error));
    });
    return this.queue;
  }

  private async startNow(): Promise<void> {
    this.observer.state({ kind: "starting" });
    this.found = this.locate();
    if (!("program" in this.found)) {
      const { tried, setting } = this.found;
      this.output.error(`no server: tried ${tried.join(", ")}`);
      this.observer.state({ kind: "missing", tried, ...(setting !== undefined && { setting }) });
      return;
    }
    this.output.info(`starting ${this.found.program} (${this.found.origin})`);
    const client = await this.create(this.found);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.output.error(`the server did not start: ${message}`);
      this.observer.state({ kind: "failed", message });
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) {
      return;
    }
    try {
      await client.dispose();
    } catch (error) {
      // A server that never ran, or that does not answer, cannot be stopped in an orderly way.
      this.output.debug(`stopping: ${String(error)}`);
    }
    this.observer.state({ kind: "stopped" });
  }

  private async create(found: Found): Promise<LanguageClient> {
    // The client is most of the extension's code: loading it keeps nobody waiting.
    const { createClient } = await import("./client");
    return createClient(
      {
        program: found.program,
        env: configuration().get("server.extraEnv", {}),
        output: this.output,
        trace: this.trace,
      },
      {
        settings: (plain) => this.told(plain),
        stderr: (line) => {
          this.errors.push(line);
        },
        running: () => {
          this.observer.state({ kind: "running" });
        },
        status: (status) => {
          this.observer.status(status);
        },
        closed: () => this.closed(),
      },
    );
  }

  /** The connection ended without being asked to. Whether the server is started again. */
  private closed(): boolean {
    const last = this.errors.lines.slice(-20);
    this.output.error(["the server ended unexpectedly", ...last].join("\n"));
    if (this.restarts.again(Date.now())) {
      this.observer.state({ kind: "restarting" });
      return true;
    }
    const message = vscode.l10n.t("it ended too often within a few minutes");
    this.observer.state({ kind: "failed", message });
    return false;
  }

  /** The server may do more from now on. */
  private async trusted(): Promise<void> {
    await this.notify("workspace/didChangeConfiguration", {
      settings: { ownlens: this.told(configuration()) },
    });
  }

  /** What the server is told of some settings. */
  private told(settings: unknown): Settings {
    const plain: unknown = JSON.parse(JSON.stringify(settings ?? {}));
    return serverSettings(plain, vscode.workspace.isTrusted);
  }

  private locate(): Found | NotFound {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    return locate({
      setting: configuration().get("server.path", ""),
      extension: this.context.extensionPath,
      ...(folder !== undefined && { folder }),
      env: process.env,
      home: homedir(),
      platform: process.platform,
      isProgram,
    });
  }
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("ownlens");
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return path.isAbsolute(file) && statSync(file).isFile();
  } catch {
    return false;
  }
}
