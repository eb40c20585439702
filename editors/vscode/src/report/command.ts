/** `Ownlens: Report a Bug`: collects what helps, in a document that nobody else sees. */
import { execFile } from "node:child_process";
import { arch, homedir, release } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";

import type { ServerHost } from "../server/host";
import type { StatusBar } from "../status/statusBar";
import { report, type Headings } from "./text";

/** Milliseconds for a program to tell its version. */
const PATIENCE = 5000;

/** Registers the command. */
export function registerReport(
  context: vscode.ExtensionContext,
  host: ServerHost,
  status: StatusBar,
): vscode.Disposable {
  return vscode.commands.registerCommand("ownlens.reportBug", async () => {
    const content = report(
      {
        versions: await versions(context, host),
        status: status.describe(),
        settings: changedSettings(context),
        log: host.errors.lines,
        home: homedir(),
      },
      headings(),
    );
    const document = await vscode.workspace.openTextDocument({ content, language: "markdown" });
    await vscode.window.showTextDocument(document);
  });
}

async function versions(
  context: vscode.ExtensionContext,
  host: ServerHost,
): Promise<Record<string, string>> {
  const extension = context.extension.packageJSON as { readonly version: string };
  const program = host.program;
  const [rustc, cargo] = await Promise.all([version("rustc"), version("cargo")]);
  return {
    "Ownlens extension": extension.version,
    "Ownlens server": host.version ?? "not running",
    "Server program": program === undefined ? "none" : `${program.program} (${program.origin})`,
    Editor: `${vscode.env.appName} ${vscode.version}`,
    Remote: vscode.env.remoteName ?? "no",
    System: `${process.platform} ${arch()} ${release()}`,
    rustc,
    cargo,
  };
}

/** What a tool says about its version. It runs outside of the folder, which may name another tool. */
async function version(tool: string): Promise<string> {
  try {
    const cargo = path.join(process.env.CARGO_HOME ?? path.join(homedir(), ".cargo"), "bin");
    const search = [process.env.PATH ?? "", cargo].join(path.delimiter);
    const env = { ...process.env, PATH: search };
    const options = { cwd: homedir(), timeout: PATIENCE, env };
    const { stdout } = await promisify(execFile)(tool, ["--version"], options);
    return stdout.trim();
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

function changedSettings(context: vscode.ExtensionContext): Record<string, unknown> {
  const { contributes } = context.extension.packageJSON as {
    readonly contributes: {
      readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
    };
  };
  const names = contributes.configuration.flatMap((group) => Object.keys(group.properties));
  const configuration = vscode.workspace.getConfiguration();
  const changed = names.filter((name) => {
    const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect(name) ?? {};
    return [globalValue, workspaceValue, workspaceFolderValue].some((it) => it !== undefined);
  });
  return Object.fromEntries(changed.map((name) => [name, configuration.get<unknown>(name)]));
}

function headings(): Headings {
  const { t } = vscode.l10n;
  return {
    title: t("Ownlens: bug report"),
    privacy: t(
      "This stays on your machine until you send it. It may name files and folders: look through it first.",
    ),
    what: t("What happened"),
    expected: t("What you expected"),
    program: t("A program that shows it"),
    versions: t("Versions"),
    status: t("Status"),
    settings: t("Changed settings"),
    log: t("The end of the log"),
  };
}
