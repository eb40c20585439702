/** Puts the extension together. */
import type { ExtensionContext } from "vscode";
import * as vscode from "vscode";

import { registerToggles } from "./configuration/commands";
import { Others } from "./diagnostics/others";
import { Focus } from "./lens/focus";
import { registerLens } from "./lens/open";
import { RegionsController } from "./regions/controller";
import { registerReport } from "./report/command";
import { registerFirstSteps } from "./sample/commands";
import { ServerHost } from "./server/host";
import { StatusBar } from "./status/statusBar";
import { TimelinePanel } from "./timeline/panel";

let host: ServerHost | undefined;

/** Called once, when a Rust file is opened or one of the commands is run. The server starts meanwhile. */
export function activate(context: ExtensionContext): void {
  const status = new StatusBar();
  const server = new ServerHost(context, {
    state: (state) => {
      status.setState(state);
      if (state.kind === "running") {
        askAgain();
        others.tellAll();
      }
    },
    status: (it) => {
      status.setStatus(it);
      askAgain();
    },
  });
  const regions = new RegionsController(server);
  const timeline = new TimelinePanel(context, server);
  const focus = new Focus(server);
  const others = new Others(server);
  /** What was asked before the server knew enough is asked again. */
  function askAgain(): void {
    regions.schedule();
    timeline.refresh();
    focus.schedule();
  }
  context.subscriptions.push(
    status,
    server,
    regions,
    timeline,
    focus,
    others,
    registerLens(server, timeline),
    registerReport(context, server, status),
    registerFirstSteps(),
    vscode.commands.registerCommand("ownlens.openOutput", () => {
      server.output.show();
    }),
    vscode.commands.registerCommand("ownlens.restart", () => server.restart()),
  );
  registerToggles(context);
  host = server;
  // The server's client is loaded when this function has returned: nobody waits for it.
  setImmediate(() => void server.start());
}

/** Called when the editor closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await host?.stop();
}
