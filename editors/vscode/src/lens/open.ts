/** What a click on a code lens does. */
import * as vscode from "vscode";

import { OPEN_LENS, type LensTarget } from "../protocol";
import type { ServerHost } from "../server/host";
import type { TimelinePanel } from "../timeline/panel";

/** Registers the command that the server's lenses carry. */
export function registerLens(host: ServerHost, timeline: TimelinePanel): vscode.Disposable {
  return vscode.commands.registerCommand(OPEN_LENS, async (target: LensTarget) => {
    const uri = vscode.Uri.parse(target.uri);
    const { line, character } = target.position;
    const position = new vscode.Position(line, character);
    const click = vscode.workspace.getConfiguration("ownlens.codeLens", uri).get<string>("click");
    if (click !== "peek") {
      await timeline.showAt(uri, position);
      return;
    }
    const converter = host.converter;
    const locations = target.locations.flatMap((it) => converter?.asLocation(it) ?? []);
    await vscode.commands.executeCommand(
      "editor.action.peekLocations",
      uri,
      position,
      locations,
      "peek",
    );
  });
}
